package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.ControlPlane;
import io.github.spotaware.e2e.controlplane.ControlPlaneSpec;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.KubeBinaries;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.controlplane.RealControlPlane;
import io.github.spotaware.e2e.controlplane.SandboxControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts playgrounds in this process; those of {@code ./playground up} run in a process of their
 * own.
 */
public final class Playgrounds {

  private Playgrounds() {}

  /** As {@link #start(PlaygroundOptions, Progress)}, telling its progress on standard error. */
  public static PlaygroundHandle start(PlaygroundOptions options) {
    return start(options, line -> System.err.println("playground " + options.name() + ": " + line));
  }

  /**
   * Starts a playground and returns when all of it is ready. Builds the control plane's programs if
   * they are not built; that time does not count against the timeout.
   *
   * @param progress told what is reached, and of processes that end by themselves
   * @throws EnvironmentException when it is not ready in time, with the tail of the guilty log, or
   *     when one of that name runs; nothing is left running then
   */
  public static PlaygroundHandle start(PlaygroundOptions options, Progress progress) {
    PlaygroundFolder folder =
        options
            .folder()
            .map(PlaygroundFolder::new)
            .orElseGet(() -> PlaygroundFolder.named(options.name()));
    return start(options, folder.claim(), progress);
  }

  static PlaygroundHandle start(
      PlaygroundOptions options, PlaygroundFolder.Claim claim, Progress progress) {
    try {
      Optional<ControlPlaneSpec> built = built(options, claim.folder());
      Deadline deadline = Deadline.after(options.timeout());
      Consumer<ProcessStatus> exits =
          status ->
              progress.say(
                  "%s ended by itself, exit code %s, see %s"
                      .formatted(status.name(), status.exitCode().orElse(-1), status.log()));
      ControlPlane controlPlane =
          switch (options.cluster()) {
            case REAL -> RealControlPlane.start(built.orElseThrow(), deadline, progress, exits);
            case SANDBOX ->
                SandboxControlPlane.start(
                    claim.folder().controlPlane(),
                    options.nodes(),
                    options.podReadyDelay(),
                    options.podStopDelay(),
                    progress);
          };
      PlaygroundHandle handle = new PlaygroundHandle(options, claim, controlPlane);
      try {
        link(claim.folder(), controlPlane);
        switch (options.project()) {
          case NONE -> {}
          case NOT_INSTALLED -> handle.runInstalledPods(progress);
          case BUILD_TREE, IMAGES -> handle.startProject(deadline, progress, exits);
        }
        return handle;
      } catch (RuntimeException e) {
        handle.shutDown();
        throw e;
      }
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** Builds the programs first, where they are needed. */
  private static Optional<ControlPlaneSpec> built(
      PlaygroundOptions options, PlaygroundFolder folder) {
    if (options.cluster() != ClusterKind.REAL) {
      return Optional.empty();
    }
    return Optional.of(
        new ControlPlaneSpec(
            folder.controlPlane(),
            KubeBinaries.build(ProjectRoot.find()),
            options.nodes(),
            options.podReadyDelay(),
            options.podStopDelay(),
            options.project() == ProjectSource.NOT_INSTALLED ? LocalKubelet.NAMES : List.of()));
  }

  private static void link(PlaygroundFolder folder, ControlPlane controlPlane) {
    try {
      Files.copy(
          controlPlane.kubeconfig(), folder.kubeconfig(), StandardCopyOption.COPY_ATTRIBUTES);
      Files.createDirectories(folder.bin());
      if (controlPlane.kubectl().isPresent()) {
        Files.createSymbolicLink(folder.bin().resolve("kubectl"), controlPlane.kubectl().get());
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not write to " + folder.path(), e);
    }
  }
}

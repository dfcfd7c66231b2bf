package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.ReadmeBlock;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Installed, verified and removed by the README's words, on a cluster that has never heard of the
 * project: its pods are made by the real controllers and run from the images' files.
 */
final class InstallE2E {

  private static final Duration BOUND = Duration.ofSeconds(90);

  /** They come and go by themselves. */
  private static final Set<String> PASSING = Set.of("events", "events.events.k8s.io");

  private record Way(String name, List<ReadmeBlock> install, List<ReadmeBlock> uninstall) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    List<ReadmeBlock> uninstall = ReadmeBlock.marked("uninstall");
    // The README: with Helm the last two lines of the removal are others.
    List<ReadmeBlock> lines = uninstall.getFirst().lines();
    List<ReadmeBlock> withHelm =
        Stream.concat(
                lines.subList(0, lines.size() - 2).stream(),
                ReadmeBlock.marked("uninstall with Helm").stream())
            .toList();
    Way scripts =
        new Way("certs-scripts", ReadmeBlock.marked("install with certs-scripts"), uninstall);
    Way helm =
        new Way(
            "helm",
            ReadmeBlock.marked("install with Helm").stream()
                .map(block ->
                    block.adding("--set certManager.enabled=false --set selfSigned.enabled=true"))
                .toList(),
            withHelm);
    Way selfSigned = new Way("self-signed", ReadmeBlock.marked("install self-signed"), uninstall);
    return Counts.isFull() ? Stream.of(scripts, helm, selfSigned) : Stream.of(scripts);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theReadmesWordsInstallAndRemoveIt(Way way, @TempDir Path folder)
      throws IOException, InterruptedException {
    try (PlaygroundHandle playground =
        Playgrounds.start(
            PlaygroundOptions.named("install-" + way + "-" + ProcessHandle.current().pid())
                .withFolder(Path.of("target/e2e/install-" + way))
                .notInstalled())) {
      Checkout checkout = Checkout.in(folder, playground);
      Kubectl kubectl = Kubectl.of(playground);
      Map<String, Set<String>> before = objects(kubectl);
      checkout.run(way.install());
      checkout.run(ReadmeBlock.marked("wait"));
      Map<String, Set<String>> installed = objects(kubectl);
      String verified = checkout.run(List.of(new ReadmeBlock("k8s-manifests/verify\n")));
      assertThat(verified).contains("\nPROTECTED: ");
      checkout.run(way.uninstall());

      boolean asBefore =
          Await.holdsBefore(Deadline.after(BOUND), () -> objects(kubectl).equals(before));
      Map<String, Set<String>> after = objects(kubectl);
      System.out.printf(
          "%s: %d kinds; objects before %d, installed %d, after %d%n",
          way, before.size(), count(before), count(installed), count(after));
      assertThat(asBefore).as("all is as before, but " + differences(before, after)).isTrue();
    }
  }

  /** The names of all objects, by kind. */
  private static Map<String, Set<String>> objects(Kubectl kubectl) {
    Map<String, Set<String>> found = new TreeMap<>();
    kubectl
        .run("api-resources", "--verbs=list", "--output=name")
        .orThrow()
        .stdout()
        .lines()
        .filter(kind -> !PASSING.contains(kind))
        .forEach(kind ->
            found.put(
                kind,
                new TreeSet<>(
                    kubectl
                        .run(
                            "get",
                            kind,
                            "--all-namespaces",
                            "--ignore-not-found",
                            "--output=jsonpath={range"
                                + " .items[*]}{.metadata.namespace}/{.metadata.name}{\"\\n\"}{end}")
                        .orThrow()
                        .stdout()
                        .lines()
                        .toList())));
    return found;
  }

  private static int count(Map<String, Set<String>> objects) {
    return objects.values().stream().mapToInt(Set::size).sum();
  }

  private static Set<String> differences(
      Map<String, Set<String>> before, Map<String, Set<String>> after) {
    Set<String> different = new TreeSet<>();
    after.forEach((kind, names) -> {
      if (!names.equals(before.get(kind))) {
        different.add(kind + ": " + before.get(kind) + " -> " + names);
      }
    });
    return different;
  }
}

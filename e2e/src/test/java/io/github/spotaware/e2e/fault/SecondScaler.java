package io.github.spotaware.e2e.fault;

import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.HttpProbe;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another scaler beside the playground's, which reaches the API server without a proxy. */
final class SecondScaler implements AutoCloseable {
  static final String POD = "spot-aware-scaler-second";

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String NAME = "scaler-second";

  private final ManagedProcess process;

  private SecondScaler(ManagedProcess process) {
    this.process = process;
  }

  /** Starts it; returns when it is ready, which it is as a standby, too. */
  static SecondScaler start(PlaygroundHandle playground, ProxiedProcesses proxied) {
    ProcessSpec first = playground.spec("scaler");
    String firstAddress = first.environment().get("LISTEN_ADDRESS");
    URI probe = first.probe().orElseThrow().uri();
    String address = Loopback.freeAddress(List.of(probe.getPort()));
    Path folder = first.folder().resolveSibling(NAME);
    Path kubeconfig = folder.resolve("kubeconfig");
    try {
      Files.createDirectories(folder);
      Files.writeString(kubeconfig, proxied.straight("scaler"));
    } catch (IOException e) {
      throw new EnvironmentException("could not write " + kubeconfig, e);
    }
    Map<String, String> environment = new HashMap<>(first.environment());
    environment.put("POD_NAME", POD);
    environment.put("LISTEN_ADDRESS", address);
    environment.put("KUBECONFIG", kubeconfig.toString());
    ProcessSpec spec =
        new ProcessSpec(
            NAME,
            first.command(),
            environment,
            folder,
            first.log().resolveSibling(NAME + ".log"),
            Optional.of(new HttpProbe(URI.create(probe.toString().replace(firstAddress, address)))),
            first.grace());
    ManagedProcess process = new ManagedProcess(spec, _ -> {});
    process.start();
    process.awaitReady(Deadline.after(BOUND));
    return new SecondScaler(process);
  }

  @Override
  public void close() {
    process.kill();
  }
}

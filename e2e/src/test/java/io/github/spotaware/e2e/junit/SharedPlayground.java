package io.github.spotaware.e2e.junit;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The playground of this JVM's tests: four nodes, pods Ready after 3 s and gone after 1 s, short
 * delays. It starts when the first test asks for it and ends with the JVM; its logs stay in {@code
 * target/e2e/scenarios-N}, where N is the number of this JVM among those of the run.
 */
final class SharedPlayground {

  /** The processes of the project. */
  static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler");

  private static final String FOLDER = System.getProperty("e2e.folder", "scenarios-1");
  private static final String NAMESPACE = "spot-scaling";
  private static final String CONFIG = "spot-aware-scaler-config";
  private static final String IN_FORCE = "configuration in force";
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static @Nullable SharedPlayground instance;

  private final PlaygroundHandle playground;
  private final KubernetesClient client;
  private final Map<String, String> settings;
  private final AtomicInteger namespaces = new AtomicInteger();

  private SharedPlayground() {
    playground =
        Playgrounds.start(
            PlaygroundOptions.named("scenarios-" + ProcessHandle.current().pid())
                .withFolder(Path.of("target/e2e", FOLDER))
                .withNodes(4)
                .withPodDelays(Duration.ofSeconds(3), Duration.ofSeconds(1))
                .withSetting("scale-down-delay", "5")
                .withSetting("check-interval", "5"));
    client = playground.client();
    settings = settings();
  }

  /**
   * The one of this JVM, which runs many test classes, each as a run of its own to JUnit: so it
   * ends with the JVM.
   */
  static synchronized SharedPlayground get() {
    if (instance == null) {
      SharedPlayground started = new SharedPlayground();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "playground-down"));
      instance = started;
    }
    return instance;
  }

  PlaygroundHandle playground() {
    return playground;
  }

  KubernetesClient client() {
    return client;
  }

  /** A name that no namespace had in this run. */
  String newNamespace() {
    return "e2e-" + namespaces.incrementAndGet();
  }

  /** Changes settings and returns when every process that runs has taken them. */
  void configure(Map<String, String> changed) {
    Map<String, String> wanted = new TreeMap<>(settings());
    wanted.putAll(changed);
    write(wanted);
  }

  /** All processes run, all settings are as at the start, all nodes take pods. */
  void restore() {
    PROCESSES.forEach(playground::resume);
    PROCESSES.forEach(playground::start);
    write(settings);
  }

  private Map<String, String> settings() {
    return client.configMaps().inNamespace(NAMESPACE).withName(CONFIG).get().getData();
  }

  private void write(Map<String, String> data) {
    if (settings().equals(data)) {
      return;
    }
    Map<String, Long> before = new TreeMap<>();
    for (String process : PROCESSES) {
      if (playground.status(process).phase() == ProcessStatus.Phase.RUNNING) {
        before.put(process, timesInForce(process));
      }
    }
    client
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName(CONFIG)
        .edit(config -> new ConfigMapBuilder(config).withData(data).build());
    before.forEach((process, count) ->
        Await.until(
            process + " to take the configuration " + data,
            Deadline.after(BOUND),
            () -> timesInForce(process) > count));
  }

  private long timesInForce(String process) {
    try {
      return Files.readAllLines(playground.log(process)).stream()
          .filter(line -> line.contains(IN_FORCE))
          .count();
    } catch (IOException e) {
      throw new EnvironmentException("could not read the log of " + process, e);
    }
  }

  private void close() {
    client.close();
    playground.close();
  }
}

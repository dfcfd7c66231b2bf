package io.github.spotaware.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ControlPlaneE2E {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final PlaygroundHandle playground =
      Playgrounds.start(
          PlaygroundOptions.named("control-plane")
              .withoutProject()
              .withNodes(2)
              .withPodDelays(Duration.ofMillis(1500), Duration.ofMillis(1000))
              .withFolder(Path.of("target/e2e/control-plane")));
  private final KubernetesClient client = playground.client();

  @BeforeAll
  void isUp() {
    assertThat(client.nodes().list().getItems())
        .extracting(node -> node.getMetadata().getName())
        .containsExactly("node-1", "node-2");
  }

  @AfterAll
  void takeDown() {
    client.close();
    playground.close();
    assertThat(playground.status()).allMatch(status -> status.pid().isEmpty());
  }

  @Test
  void aPodIsReadyAfterItsDelayAndGoneAfterItsOther() {
    create("delays", "");
    long created = System.nanoTime();
    Await.until("readiness", Deadline.after(BOUND), () -> isReady("delays"));
    assertThat(since(created)).isBetween(Duration.ofMillis(1400), Duration.ofMillis(4000));

    client.pods().inNamespace("default").withName("delays").delete();
    long deleted = System.nanoTime();
    Await.until("the pod to go", Deadline.after(BOUND), () -> pod("delays") == null);
    assertThat(since(deleted)).isBetween(Duration.ofMillis(900), Duration.ofMillis(3000));
  }

  @Test
  void onePodCanHaveADelayOfItsOwn() {
    create("slow", "1h");
    create("fast", "0s");
    Await.until("the fast one", Deadline.after(Duration.ofMillis(1400)), () -> isReady("fast"));
    create("usual", "");
    Await.until("the usual one", Deadline.after(BOUND), () -> isReady("usual"));
    assertThat(isReady("slow")).isFalse();
  }

  @Test
  void aKilledComponentCanBeStartedAgain() {
    playground.kill("kube-scheduler");
    create("unscheduled", "0s");
    playground.start("kube-scheduler");
    Await.until("the pod to run", Deadline.after(BOUND), () -> isReady("unscheduled"));
    assertThat(playground.residentBytes("kube-scheduler").orElseThrow()).isGreaterThan(1 << 20);
  }

  @Test
  void theAuditLogNamesTheUserAgent() throws IOException {
    client.namespaces().list();
    String userAgent = Objects.requireNonNull(client.getConfiguration().getUserAgent());
    assertThat(Files.readString(playground.auditLog()))
        .contains("\"userAgent\":\"" + userAgent + "\"")
        .doesNotContain("RequestReceived");
  }

  private void create(String name, String readyDelay) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("example.com/main:1")
            .endContainer()
            .endSpec()
            .build();
    if (!readyDelay.isEmpty()) {
      pod.getMetadata().getAnnotations().put("pod-ready.stage.kwok.x-k8s.io/delay", readyDelay);
    }
    client.pods().inNamespace("default").resource(pod).create();
  }

  private boolean isReady(String name) {
    Pod pod = pod(name);
    return pod != null && Readiness.isPodReady(pod);
  }

  private @org.jspecify.annotations.Nullable Pod pod(String name) {
    return client.pods().inNamespace("default").withName(name).get();
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}

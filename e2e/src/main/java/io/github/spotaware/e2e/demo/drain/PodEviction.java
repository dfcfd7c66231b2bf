package io.github.spotaware.e2e.demo.drain;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Evicts one pod: asks again after each 429, and waits until it is gone.
 *
 * @param client must not retry by itself, and has to wait for as long as an eviction is held
 */
record PodEviction(KubernetesClient client, Pod pod, Deadline deadline, Consumer<String> says) {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private record Answer(int code, String message) {}

  /** Whether the pod is gone; what else came of it is said. */
  boolean run() {
    while (!deadline.passed()) {
      says.accept(DrainWords.asks(name()));
      Answer answer = ask();
      switch (NextMove.after(answer.code())) {
        case AWAIT_ITS_END -> {
          return awaitItsEnd();
        }
        case DONE -> {
          return isGone();
        }
        case ASK_AGAIN -> {
          says.accept(DrainWords.isRefused(name(), answer.message()));
          pause();
        }
        case GIVE_UP -> {
          return givesUp(answer.code() + " " + answer.message());
        }
      }
    }
    return givesUp("its time is over, and it was not let go");
  }

  private Answer ask() {
    String path =
        "/api/v1/namespaces/%s/pods/%s/eviction"
            .formatted(pod.getMetadata().getNamespace(), name());
    Eviction eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(name())
            .endMetadata()
            .build();
    try {
      var _ = client.raw(path, "POST", eviction);
      return new Answer(HttpURLConnection.HTTP_CREATED, "");
    } catch (KubernetesClientException e) {
      String message = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
      return new Answer(e.getCode(), String.valueOf(message));
    }
  }

  private boolean awaitItsEnd() {
    try {
      var _ =
          client
              .pods()
              .inNamespace(pod.getMetadata().getNamespace())
              .withName(name())
              .waitUntilCondition(
                  now -> now == null || !uid(now).equals(uid(pod)),
                  deadline.left().toMillis(),
                  TimeUnit.MILLISECONDS);
      return isGone();
    } catch (KubernetesClientException e) {
      return givesUp("it was let go, but is not gone: " + e.getMessage());
    }
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  private boolean isGone() {
    says.accept(DrainWords.seesGone(name()));
    return true;
  }

  private boolean givesUp(String why) {
    says.accept(DrainWords.fails(name(), why));
    return false;
  }

  private String name() {
    return pod.getMetadata().getName();
  }

  private void pause() {
    Duration left = deadline.left();
    try {
      Thread.sleep(left.compareTo(PAUSE) < 0 ? left : PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted in a drain", e);
    }
  }
}

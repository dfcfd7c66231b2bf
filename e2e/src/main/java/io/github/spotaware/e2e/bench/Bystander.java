package io.github.spotaware.e2e.bench;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.e2e.observe.ApiServerMetrics.Request;
import java.time.Duration;

/**
 * Someone else with an ordinary account who reads and writes a Secret, one after the other. Nobody
 * else asks for Secrets, so the API server's own metrics tell how long that took.
 */
final class Bystander implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String NAME = "bystander";

  private final Drainer account;
  private final String namespace;
  private final Thread thread = Thread.ofVirtual().name(NAME).unstarted(this::run);
  private volatile int failed;

  private Bystander(Drainer account, String namespace) {
    this.account = account;
    this.namespace = namespace;
  }

  /** Makes the Secret and goes on until it is closed. */
  static Bystander start(Drainer account, String namespace) {
    Bystander bystander = new Bystander(account, namespace);
    bystander.write(0);
    bystander.thread.start();
    return bystander;
  }

  /** What it asks for, each time. */
  static boolean asksFor(Request request) {
    return request.resource().equals("secrets")
        && (request.verb().equals("GET") || request.verb().equals("PUT"));
  }

  /** How many of its rounds failed, for whatever reason. */
  int failed() {
    return failed;
  }

  private void run() {
    try {
      for (int round = 1; true; round++) {
        try {
          account.client().secrets().inNamespace(namespace).withName(NAME).get();
          write(round);
        } catch (KubernetesClientException _) {
          failed++;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // The end.
    }
  }

  private void write(int round) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(namespace)
            .endMetadata()
            .addToStringData("round", Integer.toString(round))
            .build();
    if (round == 0) {
      account.client().resource(secret).createOr(existing -> existing.update());
    } else {
      account.client().resource(secret).update();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

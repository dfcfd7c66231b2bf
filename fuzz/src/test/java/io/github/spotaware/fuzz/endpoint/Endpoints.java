package io.github.spotaware.fuzz.endpoint;

import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.webhook.tls.PemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A webhook that answers, and what can be sent to it. */
public final class Endpoints implements AutoCloseable {
  /** More than it has places for held evictions. */
  public static final int CONNECTIONS = 24;

  /** No input may take longer, with what it waits for on a busy machine. */
  public static final Duration BOUND = Webhook.BOUND.multipliedBy(2);

  /** More platform threads than these are leaked ones. */
  private static final int MOST_THREADS = 100;

  private final Webhook webhook;

  /**
   * @param directory for its certificate
   */
  public Endpoints(Path directory) throws IOException, PemException {
    this(new Webhook(directory, handler -> handler));
  }

  Endpoints(Webhook webhook) {
    this.webhook = webhook;
  }

  /** One for each endpoint, which keep their connections. */
  public List<Kind<?>> kinds() {
    return Stream.of(Endpoint.values())
        .<Kind<?>>map(endpoint -> new EndpointKind(endpoint, webhook))
        .toList();
  }

  /**
   * What is not as it was before all that was sent, once it had time to settle: nothing is held,
   * waited for or lost, and good calls get the right answers.
   */
  public List<String> damage() throws IOException {
    List<String> damage = new ArrayList<>();
    long deadline = System.nanoTime() + Webhook.BOUND.toNanos();
    while (!webhook.leftovers().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    damage.addAll(webhook.leftovers());
    if (!webhook.isReady()) {
      damage.add("not ready");
    }
    if (webhook.failures.sum() > 0) {
      damage.add("decisions that failed: " + webhook.failures.sum());
    }
    int threads = Thread.getAllStackTraces().size();
    if (threads > MOST_THREADS) {
      damage.add(threads + " threads");
    }
    if (!webhook.cluster.schedule().content().deployment().equals(StillCluster.WEB)
        || !webhook.cluster.schedule().others().equals(StillCluster.LATER)) {
      damage.add("the schedule is " + webhook.cluster.schedule());
    }
    damage.addAll(wrongAnswers());
    return damage;
  }

  private List<String> wrongAnswers() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Endpoint endpoint : Endpoint.values()) {
      for (Call call : endpoint.goodCalls()) {
        try (Connection connection = endpoint.connect(webhook)) {
          Answer answer = connection.call(call);
          if (answer.status() != 200 || !answer.body().contains(endpoint.right())) {
            wrong.add(endpoint + ": " + answer);
          }
        }
      }
    }
    return wrong;
  }

  @Override
  public void close() {
    webhook.close();
  }
}

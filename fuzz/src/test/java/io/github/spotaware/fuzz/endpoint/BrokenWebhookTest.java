package io.github.spotaware.fuzz.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.fuzz.run.Campaign;
import io.github.spotaware.fuzz.run.Tally;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.server.PodHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer fails where the webhook does. */
class BrokenWebhookTest {
  @TempDir private Path directory;

  private static Tally pods(Webhook webhook, Duration bound) {
    return new Campaign(1, 4, bound).run(new EndpointKind(Endpoint.PODS, webhook), 0, 150);
  }

  private Webhook webhook(UnaryOperator<PodHandler> pods) throws Exception {
    return new Webhook(directory, pods);
  }

  @Test
  void aHandlerThatThrowsIsFound() throws Exception {
    UnaryOperator<PodHandler> broken =
        _ ->
            call -> {
              throw new NullPointerException("no " + call.name());
            };
    try (Webhook webhook = webhook(broken);
        Endpoints endpoints = new Endpoints(webhook)) {
      assertThat(pods(webhook, Endpoints.BOUND).failures())
          .isNotEmpty()
          .allMatch(failure -> failure.contains("status 500"));
      assertThat(endpoints.damage())
          .anyMatch(damage -> damage.startsWith("decisions that failed: "))
          .anyMatch(damage -> damage.startsWith("PODS: "));
    }
  }

  @Test
  void aHandlerThatAnswersOtherwiseAfterSomeInputsIsFound() throws Exception {
    try (Webhook webhook = webhook(_ -> _ -> AdmissionAnswer.Allow.silently());
        Endpoints endpoints = new Endpoints(webhook)) {
      assertThat(pods(webhook, Endpoints.BOUND).failures()).isEmpty();
      assertThat(endpoints.damage()).hasSize(1).allMatch(each -> each.startsWith("PODS: "));
    }
  }

  @Test
  void aHandlerThatNeverAnswersIsFound() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    UnaryOperator<PodHandler> silent =
        _ ->
            _ -> {
              try {
                end.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return AdmissionAnswer.Allow.silently();
            };
    try (Webhook webhook = webhook(silent)) {
      assertThat(pods(webhook, Duration.ofMillis(500)).failures())
          .isNotEmpty()
          .allMatch(failure -> failure.contains("no end after"));
      assertThat(webhook.leftovers()).anyMatch(left -> left.startsWith("calls in flight: "));
      end.countDown();
    }
  }
}

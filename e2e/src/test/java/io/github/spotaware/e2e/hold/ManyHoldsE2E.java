package io.github.spotaware.e2e.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.MetricsPage;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** More evictions at a time than {@code max-concurrent-holds}. */
@E2E
final class ManyHoldsE2E {

  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");
  private static final Duration BOUND = Duration.ofSeconds(10);

  @Test
  void oneTooManyIsAnsweredAtOnceAndBothGetThroughInTheEnd(Scenario scenario) {
    scenario.configure(ConfigurationKeys.MAX_CONCURRENT_HOLDS, "1");
    ServingWatch first = scenario.deployAndWatch(workload("first"));
    ServingWatch second = scenario.deployAndWatch(workload("second"));
    CompletableFuture<EvictionAnswer> held =
        scenario
            .evictions()
            .send(Eviction.of(scenario.namespace(), scenario.workloads().podName("first")));
    for (String webhook : WEBHOOKS) {
      Await.until(
          webhook + " to hold it", Deadline.after(BOUND), () -> openHolds(scenario, webhook) == 1);
    }

    String pod = scenario.workloads().podName("second");
    EvictionAnswer tooMany = scenario.evict(pod);

    System.out.printf(
        "one hold too many: %d after %d ms: %s%n",
        tooMany.status(), tooMany.took().toMillis(), tooMany.message());
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.reason()).isEqualTo("TooManyRequests");
    assertThat(tooMany.message()).contains("TooManyHolds");
    assertThat(tooMany.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(held).as("the first is held on").isNotDone();
    assertThat(held.join().allowed()).isTrue();
    assertThat(Waits.untilNot429(scenario, pod).allowed()).isTrue();
    assertThat(first.downtime()).as("downtime, of " + first.changes()).isZero();
    assertThat(second.downtime()).as("downtime, of " + second.changes()).isZero();
  }

  /** Slow enough that its hold lasts while others come. */
  private static Workload workload(String name) {
    return Workload.named(name).labelled().readyAfter(Duration.ofSeconds(6));
  }

  private static double openHolds(Scenario scenario, String webhook) {
    String address = scenario.playground().address(webhook).orElseThrow();
    return MetricsPage.of(address).value("spot_aware_open_holds").orElse(0);
  }
}

package io.github.spotaware.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.e2e.bench.OverloadResult.Held;
import io.github.spotaware.e2e.junit.BackToStart;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.Slow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Many evictions at once cost no protected pod, no one else's eviction, and leave nothing. */
@Slow
final class OverloadE2E {
  @Test
  void manyEvictionsAtOnceCostNothing() {
    OverloadSize size = new OverloadSize(Counts.of(40, 500), Counts.of(80, 1500), Counts.of(4, 20));

    OverloadResult result =
        OverloadCommand.measure(
            size, line -> System.out.println("bench: " + line), new AtomicBoolean());

    result.print(System.out);
    assertThat(result.downtimes()).as("protected Deployments with downtime").isEmpty();
    assertThat(result.schedulesLeft()).as("schedules left").isZero();
    // 404 where a scale-down came first: it removes the pod that is to go.
    assertThat(result.with().statuses(true).keySet()).isSubsetOf(201, 404, 429);
    assertThat(result.with().statuses(false).keySet()).as("others' answers").isSubsetOf(201, 429);
    assertThat(result.with().statuses(false)).containsEntry(201, size.plain());
    assertThat(result.with().bystanderFailed()).as("what failed for the bystander").isZero();
    result.held().forEach(OverloadE2E::assertBoundedAndBack);
    assertThat(result.watchesAfter())
        .as("open watches")
        .isLessThanOrEqualTo(result.watchesBefore());
  }

  private static void assertBoundedAndBack(String process, Held held) {
    assertThat(held.most().openHolds())
        .as("open holds of " + process)
        .isLessThanOrEqualTo(Configuration.defaults().maxConcurrentHolds());
    BackToStart.check(process, held.before(), held.after());
  }
}

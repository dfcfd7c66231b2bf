package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackstopMemoryTest {
  private static final WorkloadSnapshot MADE = with(LabelSelector.nothing());

  private final BackstopMemory memory = new BackstopMemory();

  private static WorkloadSnapshot with(LabelSelector selector) {
    Workloads workload = workload().backstop(DEPLOYMENT_UID, selector, 0);
    return workload.build();
  }

  private Duration look(WorkloadSnapshot workload, int asked, int answered) {
    return memory.look(
        workload.ref(),
        Backstop.of(workload),
        Duration.ofSeconds(asked).toNanos(),
        Duration.ofSeconds(answered).toNanos());
  }

  @Test
  void oneIsSeenFromTheEndOfTheFirstReadsToTheBeginningOfTheLast() {
    assertThat(look(MADE, 10, 12)).isZero();
    assertThat(look(MADE, 40, 60)).isEqualTo(Duration.ofSeconds(28));
    assertThat(look(MADE, 47, 48)).isEqualTo(Duration.ofSeconds(35));
  }

  @Test
  void oneThatIsInEffectOrGoneIsForgotten() {
    look(MADE, 10, 10);
    look(with(LabelSelector.parse("app=web")), 20, 20);
    assertThat(look(MADE, 30, 30)).isZero();
    look(workload().build(), 40, 40);
    assertThat(look(MADE, 50, 50)).isZero();
  }
}

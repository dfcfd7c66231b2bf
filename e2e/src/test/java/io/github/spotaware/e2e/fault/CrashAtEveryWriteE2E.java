package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.fault.KillAtWrite.Moment;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A webhook, or the scaler, is killed before and after each write of an interruption, and started
 * again as a kubelet would: the pod is let go, one serves at all times, and nothing is left.
 */
@E2E
final class CrashAtEveryWriteE2E {
  private static final List<Surge> SOME = List.of(Surge.DELAYED_WITH_HPA);

  /** More than an interruption has. */
  private static final int MOST_WRITES = 40;

  @Test
  void ofAWebhook(Scenario scenario) throws InterruptedException {
    atEveryWriteOf(ProxiedProcesses.WEBHOOKS, List.of(1, 3), scenario);
  }

  @Test
  void ofTheScaler(Scenario scenario) throws InterruptedException {
    atEveryWriteOf(ProxiedProcesses.SCALER, List.of(1), scenario);
  }

  /**
   * @param some of the writes, where not all are tried
   */
  private static void atEveryWriteOf(List<String> processes, List<Integer> some, Scenario scenario)
      throws InterruptedException {
    boolean all = Counts.isFull();
    List<Surge> surges = all ? List.of(Surge.values()) : SOME;
    List<Integer> writes = all ? IntStream.range(1, MOST_WRITES).boxed().toList() : some;
    try (ProxiedProcesses proxied = ProxiedProcesses.start(scenario);
        Ends ends = new Ends()) {
      for (Surge surge : surges) {
        for (Moment moment : Moment.values()) {
          int tried = 0;
          for (int write : writes) {
            CrashRound round = new CrashRound(scenario, proxied, surge, ends.count());
            boolean killed = round.interrupt(processes, moment, write);
            ends.add(round::end);
            if (!killed) {
              break;
            }
            tried++;
          }
          System.out.printf(
              "crash | %s, %s: %d writes of %s tried%n", surge, moment, tried, processes);
          assertThat(tried)
              .as("writes of %s at which it was killed, of %s", processes, writes)
              .isBetween(1, MOST_WRITES - 2);
        }
      }
      ends.join();
    }
  }
}

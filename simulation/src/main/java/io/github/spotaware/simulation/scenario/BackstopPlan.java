package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Ambush;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.run.Trigger;
import io.github.spotaware.simulation.run.Trigger.Backstop;
import java.util.List;
import java.util.function.Consumer;

/** Takes what happens to backstops, at a time or right after one of their steps. */
final class BackstopPlan {
  private final Chance chance;
  private final List<Planned> plan;
  private final long quietAt;

  /**
   * @param plan takes it
   * @param quietAt all comes before
   */
  BackstopPlan(Chance chance, List<Planned> plan, long quietAt) {
    this.chance = chance;
    this.plan = plan;
    this.quietAt = quietAt;
  }

  void ambush(DeploymentRef ref, long delay, String what, Consumer<Run> action) {
    Backstop step = chance.pick(List.of(Backstop.values()));
    ambush(ref, new Trigger.BackstopIs(step), delay, what, action);
  }

  void ambush(DeploymentRef ref, Trigger trigger, long delay, String what, Consumer<Run> action) {
    add(
        0,
        "at " + trigger.words() + ": " + what,
        ref,
        run -> run.ambush(new Ambush(ref, trigger, delay, action)));
  }

  /** Mostly within a few messages of it. */
  long delay() {
    return switch (chance.below(4)) {
      case 0 -> 0;
      case 1, 2 -> chance.between(0, VirtualTime.SECOND / 4);
      default -> chance.between(0, 5 * VirtualTime.SECOND);
    };
  }

  void add(long nanos, String what, DeploymentRef ref, Consumer<Run> action) {
    add(nanos, what, ref.toString(), action);
  }

  void add(long nanos, String what, String on, Consumer<Run> action) {
    long at = Math.min(nanos, quietAt - VirtualTime.SECOND);
    plan.add(new Planned(at, "backstop: " + what, on, action));
  }

  long seconds(int low, int high) {
    return chance.between(low * VirtualTime.SECOND, high * VirtualTime.SECOND);
  }
}

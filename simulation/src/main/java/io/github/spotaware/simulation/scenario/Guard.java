package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Ambush;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.run.Trigger;
import io.github.spotaware.simulation.scenario.Scenario.App;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The surge guard in a run, and who puts it to the test. Drawn from a source of its own, so that
 * what else a seed draws stays as it is.
 */
public enum Guard {
  /** Its entry is not installed. */
  ABSENT,
  /** It is asked, and {@code surge-guard} is false. */
  OFF,
  ON;

  private static final long OF_ITS_OWN = 0x7375726765L;

  /** Whether there is one: in more than half of the runs. */
  static Guard of(long seed) {
    return switch (source(seed).below(8)) {
      case 0, 1, 2 -> ABSENT;
      case 3 -> OFF;
      default -> ON;
    };
  }

  /** Writers of 1: one that comes each second, and some that come right after a step of a surge. */
  static List<Planned> writers(long seed, List<App> apps, long quietAt) {
    Guard guard = of(seed);
    Chance chance = source(seed).split();
    List<Planned> plan = new ArrayList<>();
    if (guard != ABSENT && chance.oneIn(3)) {
      loop(chance, chance.pick(apps).ref(), quietAt, plan);
    }
    int single = guard == ABSENT ? 0 : chance.below(3);
    for (int i = 0; i < single; i++) {
      ambush(chance, chance.pick(apps).ref(), quietAt, plan);
    }
    return plan;
  }

  private static void loop(Chance chance, DeploymentRef ref, long quietAt, List<Planned> plan) {
    long from = chance.between(VirtualTime.SECOND, quietAt - 20 * VirtualTime.SECOND);
    long lasts = chance.between(10, 60) * VirtualTime.SECOND;
    boolean applied = chance.oneIn(2);
    plan.add(
        new Planned(
            from,
            "ask for 1 each second",
            ref + (applied ? ", applied" : ", scaled"),
            run -> run.askForOne(ref, applied, run.time().nanos() + lasts)));
  }

  private static void ambush(Chance chance, DeploymentRef ref, long quietAt, List<Planned> plan) {
    Trigger trigger = new Trigger.ScheduleIs(Phase.values()[chance.below(Phase.values().length)]);
    long delay =
        chance.oneIn(2)
            ? chance.between(0, VirtualTime.SECOND / 10)
            : chance.between(0, 15 * VirtualTime.SECOND);
    boolean applied = chance.oneIn(2);
    Consumer<Run> ask =
        run -> {
          if (applied) {
            run.owners().apply(ref, 1);
          } else {
            run.owners().scale(ref, 1);
          }
        };
    plan.add(
        new Planned(
            chance.between(0, quietAt - VirtualTime.SECOND),
            "at " + trigger.words() + ": ask for 1",
            ref.toString(),
            run -> run.ambush(new Ambush(ref, trigger, delay, ask))));
  }

  private static Chance source(long seed) {
    return new Chance(seed ^ OF_ITS_OWN);
  }
}

package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.scenario.Scenario.App;
import io.github.spotaware.simulation.scenario.Scenario.Hpa;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which Deployments KEDA scales, and what becomes of their ScaledObjects. Drawn from a source of
 * its own: what the seed means to everything else stays.
 */
final class KedaScenes {
  private final Chance chance;

  KedaScenes(long seed) {
    chance = new Chance(seed ^ 0x5CA1ED0B1EC7L);
  }

  /** Some of those that have no HPA get one from KEDA. */
  List<App> among(List<App> apps) {
    List<App> all = new ArrayList<>();
    for (App app : apps) {
      boolean keda = chance.oneIn(8);
      Optional<Integer> minimum =
          chance.pick(List.of(Optional.empty(), Optional.of(0), Optional.of(1)));
      int maximum = chance.oneIn(6) ? 1 : 2 + chance.below(3);
      all.add(
          keda && app.autoscaler().isEmpty()
              ? new App(
                  app.spec(),
                  app.service(),
                  app.budget(),
                  Optional.of(new Hpa(minimum, maximum, true, true)))
              : app);
    }
    return all;
  }

  void pace(Settings settings) {
    settings.drawn(Component.KEDA_OPERATOR, chance);
  }

  List<Planned> acts(List<App> apps, long quietAt) {
    List<Planned> plan = new ArrayList<>();
    for (App app : apps) {
      if (app.autoscaler().filter(Hpa::keda).isPresent()) {
        int acts = chance.below(4);
        for (int i = 0; i < acts; i++) {
          act(app.ref(), chance.between(5 * VirtualTime.SECOND, quietAt), quietAt, plan);
        }
      }
    }
    return plan;
  }

  private void act(DeploymentRef ref, long at, long quietAt, List<Planned> plan) {
    String on = ref.toString();
    long lasts = chance.between(1, 30) * VirtualTime.SECOND;
    switch (chance.below(6)) {
      case 0 -> {
        add(plan, at, "pause KEDA", on, run -> run.owners().pauseKeda(ref, true));
        long end = Math.min(at + lasts, quietAt);
        add(plan, end, "resume KEDA", on, run -> run.owners().pauseKeda(ref, false));
      }
      case 1 -> add(plan, at, "edit the ScaledObject", on, run -> run.owners().editAutoscaler(ref));
      case 2 -> add(plan, at, "delete KEDA's HPA", on, run -> run.owners().deleteAutoscaler(ref));
      case 3 -> {
        int wants = 1 + chance.below(3);
        add(plan, at, "KEDA's HPA wants " + wants, on, run -> wants(run, ref, wants));
      }
      default ->
          add(
              plan,
              at,
              "falls asleep",
              Component.KEDA_OPERATOR.text(),
              run -> run.faults().sleep(Component.KEDA_OPERATOR, lasts));
    }
  }

  private static void wants(Run run, DeploymentRef ref, int wants) {
    run.owners().autoscalerWants(ref, wants);
  }

  private static void add(
      List<Planned> plan, long at, String what, String on, Consumer<Run> action) {
    plan.add(new Planned(at, what, on, action));
  }
}

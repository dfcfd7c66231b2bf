package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.kernel.Chance;
import java.util.List;

/** What owners do to their Deployments, and to what is ours. */
final class OwnerActs {
  private final Chance chance;
  private final Plan plan;

  OwnerActs(Chance chance, Plan plan) {
    this.chance = chance;
    this.plan = plan;
  }

  void draw(DeploymentRef ref) {
    String on = ref.toString();
    switch (chance.below(18)) {
      case 0, 1 -> scale(ref, 1);
      case 2 -> scale(ref, 0);
      case 3, 4 -> scale(ref, 2);
      case 5 -> scale(ref, 3);
      case 6 -> {
        int replicas = 1 + chance.below(2);
        plan.add("apply " + replicas, on, run -> run.owners().apply(ref, replicas));
      }
      case 7, 8 -> plan.add("roll out", on, run -> run.owners().rollOut(ref, false));
      case 9 -> plan.add("roll out something broken", on, run -> run.owners().rollOut(ref, true));
      case 10 -> plan.add("roll back", on, run -> run.owners().rollBack(ref));
      case 11 -> plan.add("remove the label", on, run -> run.owners().label(ref, false));
      case 12 -> plan.add("put the label back", on, run -> run.owners().label(ref, true));
      case 13 -> plan.add("delete the Deployment", on, run -> run.owners().delete(ref));
      case 14 -> {
        int replicas = chance.oneIn(3) ? 2 : 1;
        plan.add("make the Deployment anew", on, run -> run.owners().recreate(ref, replicas));
      }
      case 15 -> plan.add("delete the schedule", on, run -> run.owners().deleteSchedule(ref));
      case 16 -> {
        boolean garbage = chance.oneIn(2);
        plan.add(
            garbage ? "write garbage into the schedule" : "edit the schedule's time",
            on,
            run -> run.owners().editSchedule(ref, garbage));
      }
      default -> policies(ref);
    }
  }

  private void scale(DeploymentRef ref, int replicas) {
    plan.add("scale to " + replicas, ref.toString(), run -> run.owners().scale(ref, replicas));
  }

  private void policies(DeploymentRef ref) {
    String on = ref.toString();
    switch (chance.below(5)) {
      case 0 -> plan.add("make a budget", on, run -> run.owners().budget(ref, true));
      case 1 -> plan.add("remove the budget", on, run -> run.owners().budget(ref, false));
      case 2 -> {
        int wants = 1 + chance.below(3);
        plan.add("HPA wants " + wants, on, run -> run.owners().autoscalerWants(ref, wants));
      }
      case 3 -> plan.add("edit the HPA", on, run -> run.owners().editAutoscaler(ref));
      default ->
          plan.add(
              chance.pick(List.of("namespace leaves the scope", "namespace comes into scope")),
              "",
              run -> run.toggleScope());
    }
  }
}

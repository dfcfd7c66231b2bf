package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ambushes that are laid: told each write at its instant. */
final class Ambushes {
  private final Run run;
  private final List<Ambush> laid = new ArrayList<>();

  Ambushes(Run run) {
    this.run = run;
    run.cluster().store().tap(this::tap);
  }

  void lay(Ambush ambush) {
    laid.add(ambush);
  }

  private void tap(Change<? extends ApiObject<?>> change) {
    if (!laid.isEmpty()) {
      switch (change.after()) {
        case ConfigMap after ->
            Mapping.schedule(after).ifPresent(stored -> schedule(change, stored.content()));
        case DisruptionBudget after -> backstop(change, after);
        case ReplicaSet after ->
            ReplicaSet.lowered((ReplicaSet) change.before(), after)
                .ifPresent(ref -> spring(ref, new Trigger.ReplicaSetLowered()));
        default -> {
          // Nothing waits for it.
        }
      }
    }
  }

  private void schedule(Change<? extends ApiObject<?>> change, Schedule after) {
    if (change.type() == ChangeType.DELETED) {
      spring(after.deployment(), new Trigger.ScheduleGone());
    } else if (after.phase() != before(change)) {
      spring(after.deployment(), new Trigger.ScheduleIs(after.phase()));
    }
  }

  private void backstop(Change<? extends ApiObject<?>> change, DisruptionBudget after) {
    DisruptionBudgetState state = Mapping.budget(after);
    if (state.backstopOf().isEmpty()) {
      return;
    }
    DeploymentRef ref =
        new DeploymentRef(state.namespace(), state.backstopOf().orElseThrow().name());
    if (change.type() == ChangeType.DELETED) {
      spring(ref, new Trigger.BackstopIs(Trigger.Backstop.GONE));
    } else if (change.before() == null) {
      spring(ref, new Trigger.BackstopIs(Trigger.Backstop.MADE));
    } else if (change.before() instanceof DisruptionBudget before
        && !before.selector().equals(after.selector())) {
      spring(ref, new Trigger.BackstopIs(Trigger.Backstop.IN_EFFECT));
    }
  }

  private static @Nullable Phase before(Change<? extends ApiObject<?>> change) {
    return Optional.ofNullable((ConfigMap) change.before())
        .flatMap(Mapping::schedule)
        .map(stored -> stored.content().phase())
        .orElse(null);
  }

  private void spring(DeploymentRef ref, Trigger trigger) {
    for (Ambush ambush : List.copyOf(laid)) {
      if (ambush.ref().equals(ref) && ambush.trigger().equals(trigger) && laid.remove(ambush)) {
        run.time()
            .after(
                ambush.delayNanos(),
                "ambush",
                () -> {
                  if (!run.calm()) {
                    run.coverage().situation("disturbed at " + trigger.words());
                    run.trace().say("plan", () -> "now, at " + trigger.words());
                    ambush.action().accept(run);
                  }
                });
      }
    }
  }
}

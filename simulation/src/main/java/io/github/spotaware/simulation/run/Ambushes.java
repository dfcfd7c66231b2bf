package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ambushes that are laid: told each write of a schedule, at its instant. */
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
    if (!laid.isEmpty() && change.after() instanceof ConfigMap after) {
      Mapping.schedule(after)
          .ifPresent(stored -> {
            boolean gone = change.type() == ChangeType.DELETED;
            Phase now = gone ? null : stored.content().phase();
            if (gone || now != before(change)) {
              spring(stored.content().deployment(), now);
            }
          });
    }
  }

  private static @Nullable Phase before(Change<? extends ApiObject<?>> change) {
    return Optional.ofNullable((ConfigMap) change.before())
        .flatMap(Mapping::schedule)
        .map(stored -> stored.content().phase())
        .orElse(null);
  }

  private void spring(DeploymentRef ref, @Nullable Phase phase) {
    for (Ambush ambush : List.copyOf(laid)) {
      if (ambush.ref().equals(ref) && ambush.phase() == phase && laid.remove(ambush)) {
        run.time()
            .after(
                ambush.delayNanos(),
                "ambush",
                () -> {
                  if (!run.calm()) {
                    run.coverage().situation("disturbed at " + Ambush.words(phase));
                    run.trace().say("plan", () -> "now, at " + Ambush.words(phase));
                    ambush.action().accept(run);
                  }
                });
      }
    }
  }
}

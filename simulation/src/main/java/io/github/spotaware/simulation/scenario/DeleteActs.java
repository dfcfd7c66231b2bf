package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.scenario.Scenario.App;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who deletes pods without an eviction, and whether {@code guard-deletes} is on: from a source of
 * its own, so that what else a seed draws is what it was before there was this.
 */
final class DeleteActs {
  private static final long OF_ITS_OWN = 0x64656C65746573L;

  private final Chance chance;
  private final boolean guarded;
  private final boolean happens;

  DeleteActs(long seed) {
    chance = new Chance(seed ^ OF_ITS_OWN);
    guarded = chance.oneIn(3);
    happens = guarded || chance.oneIn(8);
  }

  boolean guarded() {
    return guarded;
  }

  /** Close to what is planned already, mostly: far apart nothing meets. */
  List<Planned> draw(List<Planned> plan, List<App> apps, int nodes, long quietAt) {
    List<Planned> acts = new ArrayList<>();
    int count = happens ? 1 + chance.below(3) : 0;
    for (int i = 0; i < count; i++) {
      long around =
          plan.isEmpty() || chance.oneIn(4)
              ? chance.between(5 * VirtualTime.SECOND, quietAt)
              : chance.pick(plan).nanos();
      long at = around + chance.between(-3 * VirtualTime.SECOND, 10 * VirtualTime.SECOND);
      at = Math.clamp(at, 5 * VirtualTime.SECOND, quietAt - VirtualTime.SECOND);
      acts.add(one(at, chance.pick(apps).ref(), nodes));
    }
    return acts;
  }

  private Planned one(long at, DeploymentRef ref, int nodes) {
    ClientKind kind = chance.pick(ClientKind.DELETING);
    return switch (chance.below(8)) {
      case 0, 1 ->
          act(at, "all its pods deleted by " + kind, ref, r -> r.clients().evictAll(kind, ref));
      case 2 -> {
        ClientKind evicting = chance.pick(ClientKind.EVICTING);
        yield act(
            at,
            "all its pods evicted and deleted",
            ref,
            r -> {
              r.clients().evictAll(evicting, ref);
              r.clients().evictAll(kind, ref);
            });
      }
      case 3 -> act(at, "dry run of a delete", ref, r -> r.clients().dryRunOfDelete(ref));
      case 4 -> {
        String node = "n" + (1 + chance.below(nodes));
        yield new Planned(at, "NoExecute taint", node, r -> r.accidents().moveAllFrom(node));
      }
      default -> act(at, "deletes by " + kind, ref, r -> r.clients().drainNodeOf(kind, ref));
    };
  }

  private static Planned act(long at, String what, DeploymentRef ref, Consumer<Run> action) {
    return new Planned(at, what, ref.toString(), action);
  }
}

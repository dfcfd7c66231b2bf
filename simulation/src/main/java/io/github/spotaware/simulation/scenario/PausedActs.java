package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.scenario.Scenario.App;
import java.util.List;

/**
 * Both webhooks are paused, a Deployment comes to be protected meanwhile, and its pod is evicted
 * just before they go on: what they remember is that nothing is protected there.
 */
final class PausedActs {
  private static final long PAUSES = 0x57a1e;
  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");

  private final Chance chance;
  private final List<Planned> plan;

  /** Its own randomness: what others draw keeps its meaning. */
  PausedActs(long seed, List<Planned> plan) {
    this.chance = new Chance(seed ^ PAUSES);
    this.plan = plan;
  }

  /** In one of sixteen runs. */
  void draw(List<App> apps, long quietAt) {
    if (chance.oneIn(16)) {
      // Of two Deployments the other one would show that something is protected there.
      apps.forEach(app -> draw(app.ref(), quietAt));
    }
  }

  private void draw(DeploymentRef ref, long quietAt) {
    long from = 10 * VirtualTime.SECOND;
    long labelled = from + seconds(2, 4);
    long goOn = Math.min(labelled + seconds(16, 24), quietAt - 2 * VirtualTime.SECOND);
    add(5 * VirtualTime.SECOND, "loses its label", ref, false);
    for (String webhook : WEBHOOKS) {
      plan.add(
          new Planned(from, "is paused", webhook, run -> run.faults().pause(webhook, goOn - from)));
    }
    add(labelled, "is labelled while the webhooks are paused", ref, true);
    long evicted = goOn - chance.between(0, VirtualTime.SECOND);
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    plan.add(
        new Planned(
            evicted,
            "evict all, as the webhooks go on",
            ref.toString(),
            run -> run.clients().evictAll(kind, ref)));
  }

  private void add(long nanos, String what, DeploymentRef ref, boolean label) {
    plan.add(new Planned(nanos, what, ref.toString(), run -> run.owners().label(ref, label)));
  }

  private long seconds(int low, int high) {
    return chance.between(low * VirtualTime.SECOND, high * VirtualTime.SECOND);
  }
}

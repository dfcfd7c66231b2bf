package io.github.spotaware.simulation.scenario;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.scenario.Scenario.App;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Draws who does what when. Most acts fall close together, around the drains: far apart nothing
 * meets.
 */
final class Planner {
  /** Fewer acts make a run in which little happens. */
  private static final int FEW = 4;

  private final Chance chance;
  private final List<App> apps;
  private final int nodes;
  private final long quietAt;
  private final int mostScenes;
  private final boolean harsh;
  private final Configuration configuration;
  private final List<Planned> plan = new ArrayList<>();
  private long around;

  Planner(
      Chance chance,
      List<App> apps,
      int nodes,
      long quietAt,
      int mostScenes,
      boolean harsh,
      Configuration configuration) {
    this.chance = chance;
    this.apps = apps;
    this.nodes = nodes;
    this.quietAt = quietAt;
    this.mostScenes = mostScenes;
    this.harsh = harsh;
    this.configuration = configuration;
  }

  List<Planned> plan() {
    int scenes = 1 + chance.below(mostScenes);
    for (int scene = 0; scene < scenes; scene++) {
      around = chance.between(5 * VirtualTime.SECOND, quietAt - 10 * VirtualTime.SECOND);
      clients();
      OwnerActs owners = new OwnerActs(chance, this::add);
      times(3).forEach(() -> owners.draw(chance.pick(apps).ref()));
      NodeActs nodeActs = new NodeActs(chance, this::add);
      times(2).forEach(() -> nodeActs.draw(nodes));
      if (chance.oneIn(2)) {
        AmbushActs ambushes =
            new AmbushActs(
                chance, configuration, nodes, (what, on, act) -> addAt(around, what, on, act));
        times(3).forEach(() -> ambushes.draw(chance.pick(apps).ref()));
      }
      if (harsh) {
        FaultActs faults = new FaultActs(chance, configuration, this::add);
        times(4).forEach(faults::draw);
      }
    }
    // Drawn last: what was drawn before keeps its meaning.
    if (chance.oneIn(4) || plan.size() < FEW) {
      long from = chance.between(5 * VirtualTime.SECOND, quietAt - 35 * VirtualTime.SECOND);
      new UnseenActs(chance, nanos -> (what, on, act) -> addAt(nanos, what, on, act))
          .draw(chance.pick(apps).ref(), from);
    }
    return plan;
  }

  private void clients() {
    int drains = 1 + (chance.oneIn(2) ? 1 : 0);
    for (int i = 0; i < drains; i++) {
      ClientKind kind = chance.pick(ClientKind.EVICTING);
      if (chance.oneIn(3)) {
        String node = "n" + (1 + chance.below(nodes));
        add("drain by " + kind, node, run -> run.clients().drain(kind, node));
      } else {
        App app = chance.pick(apps);
        add(
            "drain by " + kind,
            "a node of " + app.ref(),
            run -> run.clients().drainNodeOf(kind, app.ref()));
      }
    }
    if (chance.oneIn(3)) {
      App app = chance.pick(apps);
      long at = soon();
      addAt(
          at,
          "both pods evicted at once",
          app.ref().toString(),
          run -> run.clients().evictAll(ClientKind.DESCHEDULER, app.ref()));
    }
    if (chance.oneIn(6)) {
      App app = chance.pick(apps);
      add("dry run", app.ref().toString(), run -> run.clients().dryRun(app.ref()));
    }
  }

  private Times times(int most) {
    return new Times(chance.below(most + 1));
  }

  private record Times(int count) {
    void forEach(Runnable action) {
      for (int i = 0; i < count; i++) {
        action.run();
      }
    }
  }

  private void add(String what, String on, Consumer<Run> action) {
    addAt(soon(), what, on, action);
  }

  private void addAt(long nanos, String what, String on, Consumer<Run> action) {
    plan.add(new Planned(nanos, what, on, action));
  }

  /** Mostly within seconds of the scene; sometimes around the scale-down; sometimes anywhere. */
  private long soon() {
    long after =
        switch (chance.below(8)) {
          case 0, 1, 2, 3 -> chance.between(0, 6 * VirtualTime.SECOND);
          case 4, 5 -> chance.between(0, 20 * VirtualTime.SECOND);
          case 6 ->
              configuration.scaleDownDelay().toNanos() + chance.between(0, 10 * VirtualTime.SECOND);
          default -> chance.between(0, quietAt);
        };
    return Math.min(around + after, quietAt - VirtualTime.SECOND);
  }
}

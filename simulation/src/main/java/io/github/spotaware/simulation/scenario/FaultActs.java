package io.github.spotaware.simulation.scenario;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Duration;
import java.util.List;

/** What goes wrong in and between the processes. */
final class FaultActs {
  private static final List<String> PROCESSES =
      List.of("webhook-0", "webhook-1", "scaler-0", "scaler-1");

  private final Chance chance;
  private final Configuration configuration;
  private final Plan plan;

  FaultActs(Chance chance, Configuration configuration, Plan plan) {
    this.chance = chance;
    this.configuration = configuration;
    this.plan = plan;
  }

  void draw() {
    String process = chance.pick(PROCESSES);
    long downFor = chance.between(1, 30) * VirtualTime.SECOND;
    switch (chance.below(14)) {
      case 0, 1, 2, 3 -> {
        int writes = chance.below(7);
        boolean afterwards = chance.oneIn(2);
        plan.add(
            "is killed at a write",
            process + ", " + writes + " later",
            run -> run.faults().crashAtWrite(process, writes, afterwards, downFor));
      }
      case 4 -> plan.add("is killed", process, run -> run.faults().crash(process, downFor));
      case 5, 6 -> plan.add("is paused", process, run -> run.faults().pause(process, downFor));
      case 7 -> plan.add("API server goes away", "", run -> run.faults().apiAway(downFor / 3));
      case 8 -> plan.add("is cut off", process, run -> run.faults().cutOff(process, downFor));
      case 9 -> {
        Duration ahead = Duration.ofMillis(chance.between(-4_000, 4_000));
        plan.add("clock is wrong", process, run -> run.faults().skew(process, ahead));
      }
      case 10 ->
          plan.add("watch stalls", process, run -> run.faults().stallWatch(process, downFor));
      case 11 -> {
        boolean compacted = chance.oneIn(2);
        plan.add("watches break", process, run -> run.faults().breakWatches(process, compacted));
      }
      case 12 -> {
        Component component = chance.pick(Component.ofKubernetes());
        plan.add(
            "falls asleep", component.text(), run -> run.faults().sleep(component, downFor / 2));
      }
      default -> others(downFor);
    }
  }

  private void others(long downFor) {
    if (chance.oneIn(2)) {
      plan.add("is told to end", "a webhook", run -> run.faults().terminateWebhook(downFor));
    } else {
      int pods = 1 + chance.below(2);
      long until = Math.max(downFor, configuration.scaleDownDelay().toNanos());
      plan.add("a quota", pods + " pods", run -> run.faults().quota(pods, until));
    }
  }
}

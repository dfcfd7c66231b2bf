package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.BackToStart;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.DrainClient;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.ApiServerMetrics;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.FleetWatch;
import io.github.spotaware.e2e.observe.LastServing;
import io.github.spotaware.e2e.observe.Vitals;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Interruptions of all kinds at random, for long, with short delays: no pod is missed at any time,
 * and nothing grows. The first webhook and the scaler run throughout; the second webhook is killed
 * now and then.
 */
@E2E
final class SoakE2E {
  private static final Duration LENGTH = Duration.ofMinutes(Counts.of(3, 30));
  private static final int LOOKS = 6;
  private static final long SEED = Long.getLong("e2e.seed", 1);
  private static final List<String> THROUGHOUT = List.of("webhook-0", "scaler");
  private static final String SCHEDULES = "spot-scaling";
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3", "node-4");

  /** Told of one interruption, at most: of its surge, its hold and its end, by three processes. */
  private static final int EVENTS_OF_ONE = 12;

  /** What there is at a moment when nothing goes on. */
  private record Look(Map<String, Vitals> processes, int openWatches, int configMaps, int events) {
    void print(String when) {
      processes.forEach((process, vitals) ->
          System.out.printf("soak | %-5s | %-9s | %s%n", when, process, vitals));
      System.out.printf(
          "soak | %-5s | %d open watches, %d ConfigMaps, %d Events%n",
          when, openWatches, configMaps, events);
    }
  }

  @Test
  void randomInterruptionsCostNothingAndLeaveNothing(Scenario scenario) {
    List<String> names = deploy(scenario);
    try (FleetWatch fleet = FleetWatch.start(scenario.client(), scenario.namespace())) {
      names.forEach(name -> evict(scenario, scenario.workloads().podName(name)));
      awaitCalm(scenario, names); // each class is loaded, each pool filled
      Look start = look(scenario);
      start.print("start");

      Lanes lanes = new Lanes(SEED, LENGTH);
      lanes.add("kubectl drain", Duration.ofSeconds(5), random -> drain(scenario, random));
      lanes.add("eviction", Duration.ofSeconds(3), random -> evictOne(scenario, names, random));
      lanes.add("rollout", Duration.ofSeconds(15), random -> rollOut(scenario, names, random));
      lanes.add("webhook-1 killed", Duration.ofSeconds(30), _ -> crash(scenario));
      watch(scenario, lanes);
      lanes.join();

      scenario.workloads().uncordonAll();
      awaitCalm(scenario, names);
      Look end = look(scenario);
      end.print("end");
      Map<String, Integer> times = lanes.times();
      System.out.printf(
          "soak | %d min, seed %d | %s | downtimes %s%n",
          LENGTH.toMinutes(), SEED, times, fleet.downtimes());
      assertThat(fleet.downtimes()).as("Deployments with downtime: %s", stages(fleet)).isEmpty();
      names.forEach(name ->
          assertThat(LastServing.taken(scenario.audit(), scenario.namespace(), name + "-"))
              .as("requests that took the last serving pod of " + name)
              .isEmpty());
      assertBack(start, end, times.values().stream().mapToInt(Integer::intValue).sum());
    }
  }

  private static void assertBack(Look start, Look end, int interruptions) {
    start
        .processes()
        .forEach((process, before) ->
            BackToStart.check(
                process, before, end.processes().getOrDefault(process, new Vitals(0, 0, 0))));
    assertThat(end.openWatches()).as("open watches").isLessThanOrEqualTo(start.openWatches() + 2);
    assertThat(end.configMaps()).as("ConfigMaps").isEqualTo(start.configMaps());
    // A drain interrupts all Deployments with a pod on its node.
    assertThat(end.events() - start.events())
        .as("Events of %d interruptions", interruptions)
        .isLessThan(interruptions * EVENTS_OF_ONE);
  }

  /** Each kind of surge twice: with a replacement that is quick, and one that is slow. */
  private static List<String> deploy(Scenario scenario) {
    List<String> names = new ArrayList<>();
    for (Surge surge : Surge.values()) {
      for (int seconds : List.of(1, 3)) {
        String name = surge.name().toLowerCase().replace('_', '-') + "-" + seconds;
        scenario
            .workloads()
            .deploy(
                surge.of(
                    Workload.named(name)
                        .labelled()
                        .withService()
                        .readyAfter(Duration.ofSeconds(seconds))
                        .annotated(Annotations.SCALE_DOWN_DELAY, "3")));
        if (surge.autoscaled()) {
          BlindHpa.create(scenario, name);
        }
        names.add(name);
      }
    }
    return names;
  }

  private static void drain(Scenario scenario, Random random) {
    String node = NODES.get(random.nextInt(NODES.size()));
    scenario.drain(node, "--ignore-daemonsets", "--timeout=120s").orThrow();
    scenario.uncordon(node);
  }

  private static void evictOne(Scenario scenario, List<String> names, Random random) {
    List<Pod> pods = scenario.workloads().pods(names.get(random.nextInt(names.size())));
    evict(scenario, pods.get(random.nextInt(pods.size())).getMetadata().getName());
  }

  private static void evict(Scenario scenario, String pod) {
    DrainClient.start(scenario, pod).join();
  }

  private static void rollOut(Scenario scenario, List<String> names, Random random) {
    String deployment = "deployment/" + names.get(random.nextInt(names.size()));
    scenario.kubectl("rollout", "restart", deployment).orThrow();
    scenario.kubectl("rollout", "status", deployment, "--timeout=120s").orThrow();
  }

  private static void crash(Scenario scenario) {
    scenario.playground().kill("webhook-1");
    scenario.playground().start("webhook-1");
  }

  /** Prints now and then what the processes hold on to, garbage included. */
  private static void watch(Scenario scenario, Lanes lanes) {
    Instant next = Instant.now();
    while (lanes.goOn()) {
      next = next.plus(LENGTH.dividedBy(LOOKS));
      Moments.await(next);
      System.out.printf("soak | %s | %s%n", lanes.times(), vitals(scenario, false));
    }
  }

  private static void awaitCalm(Scenario scenario, List<String> names) {
    names.forEach(name -> scenario.workloads().awaitBackAtOne(name, Waits.SURGE_BOUND));
  }

  private static Look look(Scenario scenario) {
    return new Look(
        vitals(scenario, true),
        ApiServerMetrics.openWatches(scenario.client()),
        scenario.client().configMaps().inNamespace(SCHEDULES).list().getItems().size(),
        (int)
            new ClusterEvents(scenario.client(), scenario.namespace())
                .all().stream()
                    .map(event -> String.valueOf(event.getReportingController()))
                    .filter(controller -> controller.startsWith("spot-aware"))
                    .count());
  }

  private static Map<String, Vitals> vitals(Scenario scenario, boolean collected) {
    Map<String, Vitals> vitals = new TreeMap<>();
    for (String process : THROUGHOUT) {
      long pid = scenario.playground().pid(process).orElseThrow();
      vitals.put(process, collected ? Vitals.alive(pid) : Vitals.now(pid));
    }
    return vitals;
  }

  private static List<String> stages(FleetWatch fleet) {
    return fleet.downtimes().keySet().stream()
        .map(name -> name + ": " + fleet.changes(name))
        .toList();
  }
}

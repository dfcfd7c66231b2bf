package io.github.spotaware.e2e.backstop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.kubernetes.ScheduleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Budgets of others that come at any moment, from before the backstop is made until long after it
 * is in effect: the two never select a pod together, so no eviction ever gets the 500 that this
 * would be.
 */
@E2E
final class ForeignBudgetE2E {

  private static final long SEED = 20_261_127;
  private static final int SPREAD_MILLIS =
      (int) Backstop.UNTIL_IN_EFFECT.plusSeconds(10).toMillis();

  @Test
  void oneThatComesAtAnyMomentNeverMeetsABackstop(Scenario scenario) {
    scenario.configure(ConfigurationKeys.BACKSTOP_PDB, "true");
    Backstops backstops = new Backstops(scenario);
    Random random = new Random(SEED);
    int rounds = Counts.of(6, 20);
    try (Together together = Together.watch(scenario)) {
      List<CompletableFuture<Long>> courses = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        String name = "web-" + round;
        scenario.workloads().deploy(Workload.named(name).labelled());
        // The later half comes when the backstop is about to get its selector, or just has.
        int millis =
            round < rounds / 2
                ? random.nextInt(SPREAD_MILLIS)
                : (int) Backstop.UNTIL_IN_EFFECT.toMillis() + random.nextInt(3_000) - 500;
        boolean changed = round % 3 == 2;
        courses.add(
            CompletableFuture.supplyAsync(
                () -> course(scenario, backstops, name, millis, changed),
                Thread::startVirtualThread));
      }
      long probes = courses.stream().mapToLong(CompletableFuture::join).sum();
      Await.until(
          "the backstops to go", Deadline.after(Backstops.BOUND), () -> backstops.all().isEmpty());
      System.out.printf(
          "%d budgets of others, %d evictions tried around them: no 500; backstops seen in effect"
              + " %d%n",
          rounds, probes, together.inEffect());
      assertThat(together.met()).as("backstops that met another budget").isEmpty();
      assertThat(together.inEffect()).as("backstops that were in effect").isPositive();
    }
  }

  /** How many evictions were tried, as dry runs: those meet the budgets as well. */
  private static long course(
      Scenario scenario, Backstops backstops, String name, int millis, boolean changed) {
    var budgets =
        scenario.client().policy().v1().podDisruptionBudget().inNamespace(scenario.namespace());
    if (changed) {
      budgets.resource(backstops.own("own-" + name, Map.of("app", "none"))).create();
    }
    String pod = scenario.workloads().podName(name);
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Long> probes =
        CompletableFuture.supplyAsync(() -> probe(scenario, pod, over), Thread::startVirtualThread);
    PodDisruptionBudget own = backstops.own("own-" + name, Map.of("app", name));
    if (changed) {
      budgets.resource(own).patch();
    } else {
      budgets.resource(own).create();
    }
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    over.set(true);
    return probes.join();
  }

  private static long probe(Scenario scenario, String pod, AtomicBoolean over) {
    long tried = 0;
    while (!over.get()) {
      EvictionAnswer answer =
          scenario.evictions().evict(Eviction.of(scenario.namespace(), pod).withDryRunInUrl());
      assertThat(answer.status()).as(answer.message()).isIn(201, 429);
      tried++;
    }
    return tried;
  }

  @Test
  void itsWriterIsTold(Scenario scenario) {
    scenario.configure(ConfigurationKeys.BACKSTOP_PDB, "true");
    scenario.workloads().deploy(Workload.named("web").labelled());
    Backstops backstops = new Backstops(scenario);
    backstops.awaitInEffect("web");

    CommandResult dryRun = create(scenario, "--dry-run=server");
    assertThat(dryRun.stderr()).contains("would make way for it");
    assertThat(backstops.of("web")).isPresent();
    CommandResult created = create(scenario);

    System.out.print("kubectl create poddisruptionbudget says:\n" + created.output());
    assertThat(created.exitCode()).as(created.output()).isZero();
    assertThat(created.stderr())
        .contains(
            "Warning: spot-aware-scaler: the backstop PodDisruptionBudget spot-aware-web has made"
                + " way for it");
    // Before its budget is seen another may be made, which selects nothing yet.
    assertThat(backstops.all()).noneMatch(budget -> budget.getSpec().getSelector() != null);
    backstops.awaitNone("web");
  }

  private static CommandResult create(Scenario scenario, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "create",
                "poddisruptionbudget",
                "own",
                "--selector=app=web",
                "--max-unavailable=1"));
    arguments.addAll(List.of(more));
    return scenario.kubectl(arguments.toArray(String[]::new));
  }

  /** What a watch of the budgets shows, in the order of their writes. */
  private static final class Together implements Watcher<PodDisruptionBudget>, AutoCloseable {
    private final Map<String, PodDisruptionBudget> now = new HashMap<>();
    private final ConcurrentLinkedQueue<String> met = new ConcurrentLinkedQueue<>();
    private final Map<String, Boolean> inEffect = new HashMap<>();
    private Watch watch = () -> {};

    static Together watch(Scenario scenario) {
      Together together = new Together();
      together.watch =
          scenario
              .client()
              .policy()
              .v1()
              .podDisruptionBudget()
              .inNamespace(scenario.namespace())
              .watch(together);
      return together;
    }

    @Override
    public synchronized void eventReceived(Action action, PodDisruptionBudget budget) {
      String name = budget.getMetadata().getName();
      if (action == Action.DELETED) {
        now.remove(name);
      } else {
        now.put(name, budget);
      }
      now.values().stream().filter(Together::isOurs).forEach(this::look);
    }

    private void look(PodDisruptionBudget backstop) {
      if (backstop.getSpec().getSelector() == null) {
        return;
      }
      inEffect.put(backstop.getMetadata().getName(), true);
      now.values().stream()
          .filter(other -> !isOurs(other))
          .filter(other ->
              other
                  .getSpec()
                  .getSelector()
                  .getMatchLabels()
                  .equals(backstop.getSpec().getSelector().getMatchLabels()))
          .forEach(other ->
              met.add(backstop.getMetadata().getName() + " and " + other.getMetadata().getName()));
    }

    private static boolean isOurs(PodDisruptionBudget budget) {
      Map<String, String> labels = budget.getMetadata().getLabels();
      return labels != null && ScheduleStore.MANAGER.equals(labels.get(ScheduleStore.MANAGED_BY));
    }

    @Override
    public void onClose(WatcherException cause) {
      met.add("the watch ended: " + cause.getMessage());
    }

    synchronized List<String> met() {
      return List.copyOf(met);
    }

    synchronized int inEffect() {
      return inEffect.size();
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}

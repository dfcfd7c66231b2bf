package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.DrainClient;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Both pods of a surged Deployment are evicted in the same instant. */
@E2E
final class SameInstantE2E {

  private static final int AT_ONCE = 10;

  @Test
  void ofBothPodsOneAlwaysServes(Scenario scenario) throws Exception {
    int rounds = Counts.of(3, 50);
    List<List<Integer>> answers =
        Rounds.run(
            rounds,
            AT_ONCE,
            round -> {
              try (Subject subject = Subject.deploy(scenario, Subject.workload("both", round))) {
                return evictBoth(scenario, List.of(subject), List.of(subject.surge()));
              }
            });
    print("same instant", rounds, answers);
  }

  @Test
  void alsoWhenTheNodesOfBothAreCordoned(Scenario scenario) throws Exception {
    int rounds = Counts.of(3, 50);
    List<List<Integer>> answers = new ArrayList<>();
    for (int first = 0; first < rounds; first += AT_ONCE) {
      answers.add(evictFromCordonedNodes(scenario, first, Math.min(AT_ONCE, rounds - first)));
    }
    print("same instant, both nodes cordoned", rounds, answers);
  }

  private static void print(String what, int rounds, List<List<Integer>> answers) {
    System.out.printf(
        "%s: %d rounds, never zero serving pods; answers %s%n",
        what,
        rounds,
        answers.stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(status -> status, Collectors.counting())));
  }

  /** Nodes are shared: so many Deployments surge on two nodes, which are then cordoned. */
  private static List<Integer> evictFromCordonedNodes(Scenario scenario, int first, int count)
      throws InterruptedException {
    Workloads workloads = scenario.workloads();
    cordon(workloads, "node-3", "node-4");
    List<Subject> subjects =
        Rounds.run(
            count, count, i -> Subject.deploy(scenario, Subject.workload("cordoned", first + i)));
    try {
      List<List<String>> pods = Rounds.run(count, count, i -> subjects.get(i).surge());
      cordon(workloads, "node-1", "node-2");
      return evictBoth(scenario, subjects, pods);
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  /** Makes these the only ones that take no pods. */
  private static void cordon(Workloads workloads, String... nodes) {
    workloads.uncordonAll();
    for (String node : nodes) {
      workloads.setUnschedulable(node, true);
    }
  }

  /** Returns the HTTP statuses of all answers. */
  private static List<Integer> evictBoth(
      Scenario scenario, List<Subject> subjects, List<List<String>> pods) {
    List<String> all = pods.stream().flatMap(List::stream).toList();
    assertThat(all).hasSize(2 * subjects.size());
    CyclicBarrier barrier = new CyclicBarrier(all.size());
    List<DrainClient> clients = new ArrayList<>();
    for (String pod : all) {
      clients.add(DrainClient.start(scenario, pod, () -> await(barrier)));
    }
    clients.forEach(DrainClient::join);
    for (Subject subject : subjects) {
      subject.awaitBackAtOne();
      subject.assertNeverZero();
      assertThat(subject.pods()).doesNotContainAnyElementsOf(all);
    }
    return clients.stream().flatMap(client -> client.statuses().stream()).toList();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (BrokenBarrierException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

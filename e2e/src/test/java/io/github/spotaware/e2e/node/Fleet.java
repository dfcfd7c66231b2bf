package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Labelled Deployments in several namespaces, of the same names in each; their pods are watched.
 */
final class Fleet implements AutoCloseable {

  private static final Duration SERVING_BOUND = Duration.ofSeconds(60);

  /**
   * One of them.
   *
   * @param node where its pod was when the fleet was deployed
   */
  record Member(Workloads workloads, String name, String node, ServingWatch watch) {
    String namespace() {
      return workloads.namespace();
    }
  }

  private final List<Workloads> namespaces = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();

  private Fleet() {}

  /** Deploys them and waits until each serves. Every second one has a Service. */
  static Fleet deploy(Scenario scenario, int namespaces, int inEach) {
    Fleet fleet = new Fleet();
    for (int i = 0; i < namespaces; i++) {
      Workloads workloads = new Workloads(scenario.client(), scenario.namespace() + "-" + i);
      workloads.createNamespace();
      fleet.namespaces.add(workloads);
      for (int j = 0; j < inEach; j++) {
        workloads.create(workload(j));
      }
    }
    for (Workloads workloads : fleet.namespaces) {
      for (int j = 0; j < inEach; j++) {
        String name = workload(j).name();
        workloads.awaitAvailable(name, 1);
        ServingWatch watch = workloads.watch(workload(j));
        watch.awaitServing(1, SERVING_BOUND);
        fleet.members.add(new Member(workloads, name, workloads.node(name), watch));
      }
    }
    return fleet;
  }

  private static Workload workload(int number) {
    Workload workload = Workload.named("app-" + number).labelled();
    return number % 2 == 0 ? workload.withService() : workload;
  }

  List<Member> members() {
    return members;
  }

  int namespaces() {
    return namespaces.size();
  }

  /** Those whose pod is on one of these nodes now. */
  List<Member> on(List<String> nodes) {
    return members.stream()
        .filter(member -> nodes.contains(member.workloads().node(member.name())))
        .toList();
  }

  void awaitBackAtOne(Duration bound) {
    members.forEach(member -> member.workloads().awaitBackAtOne(member.name(), bound));
  }

  void assertNoDowntime() {
    for (Member member : members) {
      assertThat(member.watch().downtime())
          .as(
              "downtime of %s/%s, of %s",
              member.namespace(), member.name(), member.watch().changes())
          .isZero();
      assertThat(member.watch().everZero()).isFalse();
    }
  }

  void assertNoMarksOnPods() {
    for (Member member : members) {
      Pod pod = member.workloads().pod(member.name());
      assertThat(
              pod.getMetadata().getAnnotations() == null
                  ? Map.of()
                  : pod.getMetadata().getAnnotations())
          .as("annotations of %s", pod.getMetadata().getName())
          .doesNotContainKey(DeletionCosts.ANNOTATION);
    }
  }

  @Override
  public void close() {
    members.forEach(member -> member.watch().close());
    namespaces.forEach(Workloads::deleteNamespace);
  }
}

package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a Deployment whose template changes. */
abstract class RolloutContract extends WorkloadFixture {

  @Test
  void aNewTemplateIsRolledOutAndBack() {
    deploy("web", 2);
    String first = replicaSets().getFirst().at("/metadata/name").asText();

    image("example.com/main:2");
    awaitAvailable("web", 2);
    await("the old pods to go", () -> podNames().size() == 2);

    assertThat(revisions()).containsEntry(first, "1 0").hasSize(2).containsValue("2 2");
    assertThat(annotation(raw().get(deployments("web")).body(), REVISION)).isEqualTo("2");
    assertThat(podObjects())
        .allMatch(pod -> pod.at("/spec/containers/0/image").asText().equals("example.com/main:2"));

    image("example.com/main:1");
    awaitAvailable("web", 2);
    assertThat(revisions()).containsEntry(first, "3 2").hasSize(2).containsValue("2 0");
  }

  /** Of each ReplicaSet, its revision and its count. */
  private Map<String, String> revisions() {
    Map<String, String> revisions = new TreeMap<>();
    replicaSets()
        .forEach(set ->
            revisions.put(
                set.at("/metadata/name").asText(),
                annotation(set, REVISION) + " " + set.at("/spec/replicas").asInt()));
    return revisions;
  }

  @Test
  void withoutUnavailablePodsTheNewOneIsReadyFirst() {
    deploy("web", 1);
    String old = podNames().getFirst();
    raw()
        .patch(
            deployments("web"),
            RawClient.MERGE_PATCH,
            """
            {"spec": {"strategy": {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}}}}
            """);
    try (RawWatch watch = watchPods()) {
      image("example.com/main:2");
      RawWatch.Event event = watch.next();
      boolean ready = false;
      while (!(event.name().equals(old) && event.terminating())) {
        ready |= !event.name().equals(old) && isReady(event.object());
        event = watch.next();
      }
      assertThat(ready).as("the new pod is Ready when the old one is deleted").isTrue();
    }
  }

  @Test
  void recreateEndsTheOldPodFirst() {
    deploy("web", 1);
    String old = podNames().getFirst();
    raw()
        .patch(
            deployments("web"),
            RawClient.STRATEGIC_PATCH,
            """
            {"spec": {"strategy": {"$retainKeys": ["type"], "type": "Recreate"}}}
            """);
    try (RawWatch watch = watchPods()) {
      image("example.com/main:2");
      RawWatch.Event event = watch.next();
      while (event.name().equals(old) && !event.type().equals("DELETED")) {
        event = watch.next();
      }
      assertThat(event).hasToString("DELETED " + old);
    }
    awaitAvailable("web", 1);
  }

  private RawWatch watchPods() {
    String version = raw().get(pods()).resourceVersion();
    return RawWatch.start(raw(), pods() + "?resourceVersion=" + version);
  }
}

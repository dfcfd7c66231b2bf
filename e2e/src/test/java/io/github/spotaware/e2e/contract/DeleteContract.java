package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes of pods, and what goes with what is deleted. */
abstract class DeleteContract extends Contract {

  @Test
  void aPodTerminatesForItsGracePeriod() {
    runPod("a");

    RawAnswer deleted = raw().delete(pods("a"));

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text("/kind")).isEqualTo("Pod");
    assertThat(deleted.terminating()).isTrue();
    assertThat(deleted.number("/metadata/deletionGracePeriodSeconds")).isEqualTo(30);
    assertThat(raw().get(pods("a")).terminating()).isTrue();
    awaitGone("a");
  }

  @Test
  void theGracePeriodIsThePodsOrTheRequests() {
    raw()
        .post(
            pods(),
            Samples.pod("a", "\"nodeName\": \"node-1\", \"terminationGracePeriodSeconds\": 17,"));
    raw().post(pods(), Samples.pod("b", "\"nodeName\": \"node-1\","));
    raw().post(pods(), Samples.pod("c", "\"nodeName\": \"node-1\","));

    assertThat(grace(raw().delete(pods("a")))).isEqualTo(17);
    assertThat(grace(raw().delete(pods("b"), "{\"gracePeriodSeconds\": 7}"))).isEqualTo(7);
    assertThat(grace(raw().delete(pods("c") + "?gracePeriodSeconds=8"))).isEqualTo(8);
  }

  private static int grace(RawAnswer deleted) {
    return deleted.number("/metadata/deletionGracePeriodSeconds");
  }

  @Test
  void byForceAPodIsGoneAtOnce() {
    runPods("a", "b");
    raw().delete(pods("b"));

    assertThat(raw().delete(pods("a"), "{\"gracePeriodSeconds\": 0}").status()).isEqualTo(200);
    raw().delete(pods("b") + "?gracePeriodSeconds=0");

    assertThat(raw().get(pods("a")).status()).isEqualTo(404);
    assertThat(raw().get(pods("b")).status()).isEqualTo(404);
  }

  @Test
  void aPodThatRunsNowhereIsGoneAtOnce() {
    raw().post(pods(), Samples.pendingPod("a"));

    assertThat(raw().delete(pods("a")).status()).isEqualTo(200);

    assertThat(raw().get(pods("a")).status()).isEqualTo(404);
  }

  @Test
  void aPodThatTerminatesIsDeletedAgain() {
    runPod("a");
    RawAnswer first = raw().delete(pods("a"));

    RawAnswer second = raw().delete(pods("a"));

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("/metadata/deletionTimestamp"))
        .isEqualTo(first.text("/metadata/deletionTimestamp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"uid", "resourceVersion"})
  void aPreconditionThatDoesNotHoldIs409(String precondition) {
    runPod("a");

    RawAnswer refused =
        raw().delete(pods("a"), "{\"preconditions\": {\"%s\": \"1\"}}".formatted(precondition));

    assertStatus(refused, 409, "Conflict", "a", "Pod");
    assertThat(raw().get(pods("a")).terminating()).isFalse();
  }

  @Test
  void aCollectionIsDeletedByItsLabels() {
    raw().post(configMaps(), Samples.labelled("a", "\"of\": \"this\""));
    raw().post(configMaps(), Samples.labelled("b", "\"of\": \"this\""));
    raw().post(configMaps(), Samples.labelled("c", "\"of\": \"that\""));

    assertThat(raw().delete(configMaps() + ListContract.labels("of=this")).status()).isEqualTo(200);

    assertThat(raw().get(configMaps() + ListContract.labels("of")).names()).containsExactly("c");
  }

  @Test
  void aDeploymentTakesAllItHasWithIt() {
    deploy("web", 1);

    RawAnswer deleted = raw().delete(deployments("web"));

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(raw().get(deployments("web")).status()).isEqualTo(404);
    await("its ReplicaSet to go", () -> replicaSets().isEmpty());
    await("its pod to go", () -> raw().get(pods()).items().isEmpty());
  }

  @Test
  void inTheForegroundItGoesLast() {
    deploy("web", 1);
    try (RawWatch watch =
        RawWatch.start(
            raw(),
            deployments() + "?resourceVersion=" + raw().get(deployments()).resourceVersion())) {

      RawAnswer deleted =
          raw().delete(deployments("web"), "{\"propagationPolicy\": \"Foreground\"}");

      assertThat(deleted.terminating()).isTrue();
      assertThat(deleted.generation()).isEqualTo(2);
      assertThat(deleted.text("/metadata/finalizers/0")).isEqualTo("foregroundDeletion");
      while (!watch.next().type().equals("DELETED")) {
        // until it is gone
      }
      assertThat(replicaSets()).isEmpty();
    }
  }

  @Test
  void whatIsLeftOrphanedHasNoOwner() {
    deploy("web", 1);
    String uid = raw().get(deployments("web")).uid();

    raw().delete(deployments("web") + "?propagationPolicy=Orphan");

    await("the Deployment to go", () -> raw().get(deployments("web")).status() == 404);
    String replicaSet = replicaSets().getFirst();
    RawAnswer left = raw().get(path("apps/v1", "replicasets", replicaSet));
    assertThat(left.body().at("/metadata").has("ownerReferences")).as("owned by %s", uid).isFalse();
    assertThat(raw().get(pods()).items())
        .noneMatch(pod -> pod.at("/metadata").has("deletionTimestamp"));
    raw().delete(path("apps/v1", "replicasets", replicaSet));
  }

  @Test
  void whatIsOwnedGoesWithTheLastOfItsOwners() {
    RawAnswer owner = raw().post(configMaps(), Samples.configMap("owner"));
    raw().post(configMaps(), owned("by-owner", owner.uid()));
    raw().post(configMaps(), owned("by-nobody", "00000000-0000-0000-0000-000000000000"));

    await("the one of a missing owner to go", () -> isGone("by-nobody"));
    assertThat(isGone("by-owner")).isFalse();

    raw().delete(configMaps("owner"));
    await("the other to go", () -> isGone("by-owner"));
  }

  private static String owned(String name, String uid) {
    return Samples.configMap(name)
        .replace(
            "\"name\"",
            "\"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\","
                + " \"name\": \"owner\", \"uid\": \"%s\"}], \"name\"".formatted(uid));
  }

  private boolean isGone(String configMap) {
    return raw().get(configMaps(configMap)).status() == 404;
  }

  private List<String> replicaSets() {
    return raw().get(path("apps/v1", "replicasets")).names();
  }
}

package io.github.spotaware.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeploymentValidationTest {
  private static final Configuration DEFAULTS = Configuration.defaults();
  private static final Surroundings NOTHING = Surroundings.fromMemory(false);
  private static final Surroundings SURGING = Surroundings.fromMemory(true);
  private static final String HOLD = "metadata.annotations[spot-aware-scaler/hold-seconds]";
  private static final String HOLD_RANGE = "a whole number of seconds from 1 to 27";

  private static final String DOWNTIME =
      ": no second pod is started, and an eviction of its only pod goes through: downtime";

  private static Surroundings claims(String... names) {
    return new Surroundings(false, Set.of(names), Optional.empty(), List.of());
  }

  private static Surroundings autoscaler(int maxReplicas) {
    return new Surroundings(
        false,
        Set.of(),
        Optional.of(
            new AutoscalerState("shop", "web-hpa", "u", "1", Optional.empty(), maxReplicas)),
        List.of());
  }

  private static Surroundings scaledObject(int maxReplicaCount) {
    return new Surroundings(
        false,
        Set.of(),
        Optional.of(
            new AutoscalerState(
                AutoscalerKind.SCALED_OBJECT,
                "shop",
                "queue",
                "u",
                "1",
                Optional.empty(),
                maxReplicaCount)),
        List.of());
  }

  private static Arguments warning(
      String what, Reviewed deployment, Surroundings around, String expected) {
    return argumentSet(what, deployment.build(), around, List.of(expected));
  }

  private static Arguments none(String what, Reviewed deployment, Surroundings around) {
    return argumentSet(what, deployment.build(), around, List.of());
  }

  static Stream<Arguments> warnings() {
    return Stream.of(
        none("nothing to say", Reviewed.web(), NOTHING),
        warning(
            "Recreate",
            Reviewed.web().recreate(),
            NOTHING,
            "spec.strategy.type is Recreate" + DOWNTIME),
        warning(
            "claims",
            Reviewed.web().claims("data", "cache", "shared"),
            claims("data", "cache"),
            "only one node can mount PersistentVolumeClaim cache, data" + DOWNTIME),
        none("a claim that many can mount", Reviewed.web().claims("shared"), claims()),
        warning(
            "HPA",
            Reviewed.web(),
            autoscaler(1),
            "HorizontalPodAutoscaler web-hpa has maxReplicas 1" + DOWNTIME),
        none("an HPA with room", Reviewed.web(), autoscaler(2)),
        warning(
            "an HPA that KEDA makes",
            Reviewed.web(),
            scaledObject(1),
            "ScaledObject queue has maxReplicaCount 1" + DOWNTIME),
        none("a ScaledObject with room", Reviewed.web(), scaledObject(2)),
        warning(
            "hostPort",
            Reviewed.web().hostPorts(9090, 8080),
            NOTHING,
            "its pods use hostPort 8080, 9090: a second pod needs another node where that is free;"
                + " where there is none, an eviction of its only pod goes through: downtime"),
        warning(
            "no readinessProbe",
            Reviewed.web().unprobed(),
            NOTHING,
            "no container has a readinessProbe: a pod counts as Ready as soon as it runs, so an"
                + " eviction goes through before the second pod serves"),
        warning(
            "two replicas",
            Reviewed.web().replicas(2),
            NOTHING,
            "spec.replicas is 2: only a Deployment that wants 1 is protected, so evictions of its"
                + " pods are not held"),
        warning(
            "what hinders a surge is no matter with three replicas",
            Reviewed.web().replicas(3).recreate().unprobed().hostPorts(1).bounds("1", "0"),
            autoscaler(1),
            "spec.replicas is 3: only a Deployment that wants 1 is protected, so evictions of its"
                + " pods are not held"),
        none("the 2 of a surge", Reviewed.web().replicas(2), SURGING),
        warning(
            "more than a surge",
            Reviewed.web().replicas(3),
            SURGING,
            "spec.replicas is 3: only a Deployment that wants 1 is protected, so evictions of its"
                + " pods are not held"),
        warning(
            "in a surge",
            Reviewed.web().replicas(2).recreate(),
            SURGING,
            "spec.strategy.type is Recreate" + DOWNTIME),
        warning(
            "scaled to zero",
            Reviewed.web().replicas(0).recreate(),
            NOTHING,
            "spec.strategy.type is Recreate" + DOWNTIME),
        warning(
            "an annotation that is not known",
            Reviewed.web().with("hold-second", "5"),
            NOTHING,
            "metadata.annotations[spot-aware-scaler/hold-second] is not known and has no effect;"
                + " known are hold-seconds, max-hold, scale-down-delay, scale-down-mode"),
        none(
            "annotations that are known and valid",
            Reviewed.web()
                .with("hold-seconds", "5")
                .with("max-hold", "60")
                .with("scale-down-delay", "0")
                .with("scale-down-mode", "delayed"),
            NOTHING),
        warning(
            "max-hold below minReadySeconds",
            Reviewed.web().with("max-hold", "20").minReady(30),
            NOTHING,
            "spot-aware-scaler/max-hold in force is 20 s, less than minReadySeconds (30): every"
                + " eviction is let go before a replacement can serve"),
        none(
            "max-hold at minReadySeconds",
            Reviewed.web().with("max-hold", "30").minReady(30),
            NOTHING),
        warning(
            "the configuration's max-hold below minReadySeconds",
            Reviewed.web().minReady(601).progressDeadline(700),
            NOTHING,
            "spot-aware-scaler/max-hold in force is 600 s, less than minReadySeconds (601): every"
                + " eviction is let go before a replacement can serve"),
        warning(
            "max-hold above progressDeadlineSeconds",
            Reviewed.web().with("max-hold", "601"),
            NOTHING,
            "spot-aware-scaler/max-hold is 601 s, more than progressDeadlineSeconds (600): a"
                + " replacement that failed is waited for all the same"),
        none(
            "the configuration's max-hold above progressDeadlineSeconds",
            Reviewed.web().progressDeadline(60),
            NOTHING),
        warning(
            "an invalid annotation that was let through",
            Reviewed.web().with("hold-seconds", "28"),
            NOTHING,
            HOLD + ": \"28\" is not allowed; allowed: " + HOLD_RANGE + "; it has no effect"));
  }

  @ParameterizedTest
  @MethodSource
  void warnings(ReviewedDeployment deployment, Surroundings around, List<String> expected) {
    assertThat(DeploymentValidation.warnings(deployment, around, DEFAULTS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1,    25%, 'its only pod'",
    "1,    0,   'its only pod'",
    "100%, 0,   'its only pod, or both of a surge,'",
    "2,    1,   'its only pod, or both of a surge,'",
    "25%,  0,   'its only pod'",
    "0%,   0%,  'its only pod'",
    "50%,  0,   'its only pod'",
    "0,    1,   ",
    "50%,  1,   ",
    "25%,  25%, ",
    "99%,  1%,  ",
  })
  void aRolloutThatMayDropToZero(String maxUnavailable, String maxSurge, String taken) {
    List<String> warnings =
        DeploymentValidation.warnings(
            Reviewed.web().bounds(maxUnavailable, maxSurge).build(), NOTHING, DEFAULTS);
    assertThat(warnings)
        .isEqualTo(
            taken == null
                ? List.of()
                : List.of(
                    "spec.strategy.rollingUpdate has maxUnavailable "
                        + maxUnavailable
                        + ", maxSurge "
                        + maxSurge
                        + ": a rollout may take "
                        + taken
                        + " before a new one serves; maxUnavailable 0 with maxSurge 1 does not"));
  }

  @Test
  void severalAreAllTold() {
    assertThat(
            DeploymentValidation.warnings(
                Reviewed.web().recreate().unprobed().with("x", "y").claims("data").build(),
                claims("data"),
                DEFAULTS))
        .hasSize(4);
  }

  @Test
  void underDenyEvictionsAreDenied() {
    Configuration deny = DEFAULTS.toBuilder().unsurgeablePolicy(UnsurgeablePolicy.DENY).build();
    assertThat(
            DeploymentValidation.warnings(
                Reviewed.web().recreate().hostPorts(80).build(), NOTHING, deny))
        .hasSize(2)
        .allSatisfy(warning ->
            assertThat(warning)
                .endsWith("an eviction of its only pod is denied (unsurgeable-policy is deny)"));
  }

  /** The API server cuts each at 256 once they are many (warning.go); the prefix is ours. */
  @Test
  void eachFitsIntoWhatTheApiServerKeeps() {
    Configuration deny = DEFAULTS.toBuilder().unsurgeablePolicy(UnsurgeablePolicy.DENY).build();
    List<String> warnings =
        DeploymentValidation.warnings(
            Reviewed.web()
                .unprobed()
                .hostPorts(8080)
                .bounds("100%", "0")
                .with("scale-down-delays", "1")
                .with("max-hold", "86400")
                .minReady(86_399)
                .claims("data")
                .build(),
            claims("data"),
            deny);
    assertThat(warnings)
        .hasSize(6)
        .allSatisfy(
            warning -> assertThat(("spot-aware-scaler: " + warning).length()).isLessThan(257));
  }

  private static Arguments change(String what, DeploymentChange change, Validation expected) {
    return argumentSet(what, change, expected);
  }

  private static Validation rejected(String value) {
    return new Validation.Rejected(List.of(new InvalidValue(HOLD, value, HOLD_RANGE)));
  }

  static Stream<Arguments> changes() {
    Validation ignored = new Validation.Ignored();
    Validation accepted = new Validation.Accepted();
    return Stream.of(
        change("created, valid", Reviewed.web().created(), accepted),
        change(
            "created, invalid", Reviewed.web().with("hold-seconds", "x").created(), rejected("x")),
        change(
            "created, not labelled",
            Reviewed.web().unlabelled().with("hold-seconds", "x").created(),
            ignored),
        change(
            "out of scope",
            Reviewed.web().in("kube-system").with("hold-seconds", "x").created(),
            ignored),
        change(
            "terminating",
            Reviewed.web()
                .terminating()
                .with("hold-seconds", "x")
                .updatedFrom(Reviewed.web().terminating()),
            ignored),
        change(
            "labelled, invalid before",
            Reviewed.web()
                .with("hold-seconds", "x")
                .updatedFrom(Reviewed.web().unlabelled().with("hold-seconds", "x")),
            rejected("x")),
        change(
            "annotated with it",
            Reviewed.web().with("hold-seconds", "28").updatedFrom(Reviewed.web()),
            rejected("28")),
        change(
            "made another invalid value",
            Reviewed.web()
                .with("hold-seconds", "28")
                .updatedFrom(Reviewed.web().with("hold-seconds", "29")),
            rejected("28")),
        change(
            "something else changed",
            Reviewed.web()
                .replicas(2)
                .with("hold-seconds", "28")
                .updatedFrom(Reviewed.web().with("hold-seconds", "28")),
            accepted),
        change(
            "one of two corrected",
            Reviewed.web()
                .with("hold-seconds", "28")
                .with("max-hold", "5")
                .updatedFrom(Reviewed.web().with("hold-seconds", "28").with("max-hold", "x")),
            accepted),
        change(
            "one there, another brought",
            Reviewed.web()
                .with("hold-seconds", "28")
                .with("max-hold", "x")
                .updatedFrom(Reviewed.web().with("max-hold", "x")),
            rejected("28")),
        change(
            "label taken away",
            Reviewed.web()
                .unlabelled()
                .with("hold-seconds", "28")
                .updatedFrom(Reviewed.web().with("hold-seconds", "27")),
            ignored),
        change("not known", Reviewed.web().with("hold", "x").created(), accepted),
        change(
            "all that is warned about",
            Reviewed.web().recreate().unprobed().hostPorts(1).created(),
            accepted));
  }

  @ParameterizedTest
  @MethodSource
  void changes(DeploymentChange change, Validation expected) {
    assertThat(DeploymentValidation.decide(change, DEFAULTS)).isEqualTo(expected);
  }

  @Test
  void eachInvalidAnnotationIsNamed() {
    Validation validation =
        DeploymentValidation.decide(
            Reviewed.web()
                .with("hold-seconds", "0")
                .with("max-hold", "-1")
                .with("scale-down-delay", "1d")
                .with("scale-down-mode", "later")
                .created(),
            DEFAULTS);
    assertThat(((Validation.Rejected) validation).invalid())
        .extracting(InvalidValue::message)
        .containsExactlyInAnyOrder(
            HOLD + ": \"0\" is not allowed; allowed: " + HOLD_RANGE,
            "metadata.annotations[spot-aware-scaler/max-hold]: \"-1\" is not allowed; allowed: a"
                + " whole number of seconds from 1 to 86400",
            "metadata.annotations[spot-aware-scaler/scale-down-delay]: \"1d\" is not allowed;"
                + " allowed: a whole number of seconds from 0 to 86400",
            "metadata.annotations[spot-aware-scaler/scale-down-mode]: \"later\" is not allowed;"
                + " allowed: delayed, handoff");
  }

  /** Whether it was protected before is told by the configuration of now. */
  @Test
  void theLiveConfigurationTellsWhatIsProtected() {
    DeploymentChange annotated =
        Reviewed.web().with("hold-seconds", "x").updatedFrom(Reviewed.web());
    Configuration otherLabel =
        DEFAULTS.toBuilder().protectedLabels(LabelSelector.parse("tier=gold")).build();
    Configuration otherNamespace =
        DEFAULTS.toBuilder()
            .namespaceMode(NamespaceMode.BLACKLIST)
            .targetNamespaces(Set.of("shop"))
            .build();
    Configuration byAnotherOfItsLabels =
        DEFAULTS.toBuilder().protectedLabels(LabelSelector.parse("app=web")).build();
    assertThat(DeploymentValidation.decide(annotated, otherLabel))
        .isEqualTo(new Validation.Ignored());
    assertThat(DeploymentValidation.decide(annotated, otherNamespace))
        .isEqualTo(new Validation.Ignored());
    assertThat(
            DeploymentValidation.decide(
                Reviewed.web()
                    .with("hold-seconds", "x")
                    .updatedFrom(Reviewed.web().unlabelled().with("hold-seconds", "x")),
                byAnotherOfItsLabels))
        .isEqualTo(new Validation.Accepted());
  }

  @Test
  void nothingIsReadWhereNothingIsSurged() {
    assertThat(dependsOnSurroundings(1, false)).isTrue();
    assertThat(dependsOnSurroundings(0, false)).isTrue();
    assertThat(dependsOnSurroundings(2, false)).isFalse();
    assertThat(dependsOnSurroundings(2, true)).isTrue();
    assertThat(dependsOnSurroundings(3, true)).isFalse();
  }

  private static boolean dependsOnSurroundings(int replicas, boolean surging) {
    return DeploymentValidation.dependsOnSurroundings(
        Reviewed.web().replicas(replicas).build(), surging);
  }
}

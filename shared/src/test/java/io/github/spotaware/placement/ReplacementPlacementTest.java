package io.github.spotaware.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationBuilder;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.placement.Placement.Preferences;
import io.github.spotaware.placement.Placement.Unchanged;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.NodeState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplacementPlacementTest {
  private static final LabelSelector WEB = LabelSelector.parse("app=web");
  private static final NewPod POD =
      new NewPod(Workloads.NAMESPACE, Map.of("app", "web", "pod-template-hash", "1"), true);
  private static final Configuration DEFAULTS = Configuration.defaults();

  private static KnownCluster known(Phase phase, NodeState... nodes) {
    return known(Map.of(Workloads.REF, WEB), List.of(Schedules.in(phase)), nodes);
  }

  private static KnownCluster known(
      Map<DeploymentRef, LabelSelector> deployments, List<Schedule> schedules, NodeState... nodes) {
    return new KnownCluster(deployments, schedules, List.of(nodes));
  }

  private static Schedule surged(DeploymentRef ref) {
    return Schedule.start(ref, "uid", Instant.EPOCH, "eviction of a pod").in(Phase.SURGED);
  }

  private static Configuration configured(UnaryOperator<ConfigurationBuilder> change) {
    return change.apply(DEFAULTS.toBuilder()).build();
  }

  private static Preferences preferences(KnownCluster known, Configuration configuration) {
    Placement placement = ReplacementPlacement.decide(POD, known, configuration);
    assertThat(placement).isInstanceOf(Preferences.class);
    return (Preferences) placement;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMadeWhileASurgeLastsIsAReplacement(Phase phase) {
    Placement placement = ReplacementPlacement.decide(POD, known(phase), DEFAULTS);
    switch (phase) {
      case RAISING, SURGED, RELEASING ->
          assertThat(placement)
              .isEqualTo(
                  new Preferences(Workloads.REF, WEB, List.of(), LabelSelector.everything()));
      case LOWERING, CANCELLING -> assertThat(placement).isEqualTo(new Unchanged());
    }
  }

  static Stream<Arguments> others() {
    KnownCluster surging = known(Phase.SURGED, Nodes.tainted("n", "karpenter.sh/disrupted"));
    return Stream.of(
        argumentSet(
            "a pod of no ReplicaSet",
            new NewPod(POD.namespace(), POD.labels(), false),
            surging,
            DEFAULTS),
        argumentSet(
            "another's pod",
            new NewPod(POD.namespace(), Map.of("app", "x"), true),
            surging,
            DEFAULTS),
        argumentSet(
            "a pod without labels", new NewPod(POD.namespace(), Map.of(), true), surging, DEFAULTS),
        argumentSet(
            "a pod like it in another namespace",
            new NewPod("other", POD.labels(), true),
            surging,
            DEFAULTS),
        argumentSet(
            "a namespace that is not in scope",
            POD,
            surging,
            configured(b ->
                b.namespaceMode(NamespaceMode.BLACKLIST)
                    .targetNamespaces(Set.of(POD.namespace())))),
        argumentSet(
            "a Deployment that is not labelled",
            POD,
            known(Map.of(), List.of(Schedules.surged())),
            DEFAULTS),
        argumentSet("no surge", POD, known(Map.of(Workloads.REF, WEB), List.of()), DEFAULTS),
        argumentSet(
            "a surge of another Deployment",
            POD,
            known(
                Map.of(Workloads.REF, WEB),
                List.of(surged(new DeploymentRef(POD.namespace(), "api")))),
            DEFAULTS),
        argumentSet(
            "a surge of one with the same name in another namespace",
            POD,
            known(
                Map.of(Workloads.REF, WEB),
                List.of(surged(new DeploymentRef("other", Workloads.REF.name())))),
            DEFAULTS),
        argumentSet(
            "a selector that selects nothing",
            POD,
            known(Map.of(Workloads.REF, LabelSelector.nothing()), List.of(Schedules.surged())),
            DEFAULTS));
  }

  @ParameterizedTest
  @MethodSource("others")
  void allElseIsUnchanged(NewPod pod, KnownCluster known, Configuration configuration) {
    assertThat(ReplacementPlacement.decide(pod, known, configuration)).isEqualTo(new Unchanged());
  }

  static Stream<Arguments> nodes() {
    return Stream.of(
        argumentSet("one that stays", Nodes.staying("n"), false),
        argumentSet("cordoned, which some pods tolerate", Nodes.cordoned("n"), true),
        argumentSet("a taint of another's", Nodes.tainted("n", "example.com/dedicated"), false),
        argumentSet("a disruption taint", Nodes.tainted("n", "karpenter.sh/disrupted"), true),
        argumentSet("a configured one", Nodes.tainted("n", "example.com/notice"), true),
        argumentSet("being deleted", Nodes.deleted("n"), true),
        argumentSet("not Ready", Nodes.dead("n"), true));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void avoidsDoomedNodes(NodeState node, boolean avoided) {
    Configuration configuration =
        configured(b -> b.disruptionTaints(Set.of("karpenter.sh/disrupted", "example.com/notice")));
    assertThat(preferences(known(Phase.RAISING, node), configuration).avoided())
        .isEqualTo(avoided ? List.of("n") : List.of());
  }

  @Test
  void namesThemInOrder() {
    KnownCluster known =
        known(
            Phase.RAISING,
            Nodes.dead("d"),
            Nodes.cordoned("b"),
            Nodes.staying("s"),
            Nodes.deleted("c"),
            Nodes.cordoned("a"));
    assertThat(preferences(known, DEFAULTS).avoided())
        .as("the cordoned last")
        .containsExactly("c", "d", "a", "b");
  }

  @Test
  void namesNoMoreThanThereIsUseIn() {
    NodeState[] many =
        IntStream.range(0, ReplacementPlacement.MOST_AVOIDED + 1)
            .mapToObj(i -> Nodes.dead("n-" + i))
            .toArray(NodeState[]::new);
    assertThat(preferences(known(Phase.RAISING, many), DEFAULTS).avoided())
        .hasSize(ReplacementPlacement.MOST_AVOIDED);
  }

  /** It says whose signals start a surge; a node that goes away does so all the same. */
  @Test
  void avoidsThoseThatTheNodeSelectorLeavesOut() {
    Configuration configuration =
        configured(b -> b.nodeSelector(LabelSelector.parse("capacity=spot")));
    assertThat(preferences(known(Phase.RAISING, Nodes.deleted("n")), configuration).avoided())
        .containsExactly("n");
  }

  @Test
  void prefersWhatIsConfigured() {
    LabelSelector onDemand = LabelSelector.parse("capacity in (on-demand,reserved),!old");
    Configuration configuration = configured(b -> b.replacementNodePreference(onDemand));
    assertThat(preferences(known(Phase.RELEASING), configuration).preferred()).isEqualTo(onDemand);
  }

  @Test
  void ofOverlappingSelectorsTheFirstByNameCounts() {
    DeploymentRef api = new DeploymentRef(POD.namespace(), "api");
    LabelSelector any = LabelSelector.parse("app");
    KnownCluster both =
        known(Map.of(Workloads.REF, WEB, api, any), List.of(Schedules.surged(), surged(api)));
    assertThat(preferences(both, DEFAULTS).deployment()).isEqualTo(api);
    assertThat(preferences(both, DEFAULTS).siblings()).isEqualTo(any);

    KnownCluster one = known(Map.of(Workloads.REF, WEB, api, any), List.of(Schedules.surged()));
    assertThat(preferences(one, DEFAULTS).deployment())
        .as("the one that surges")
        .isEqualTo(Workloads.REF);
  }
}

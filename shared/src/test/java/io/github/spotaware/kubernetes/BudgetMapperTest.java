package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.OwnerReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetMapperTest {

  private static DisruptionBudgetState map(String metadata, String spec, String status) {
    return BudgetMapper.map(
        Serialization.unmarshal(
            """
            {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
             "metadata": {"name": "b", "namespace": "shop", "uid": "u", "resourceVersion": "7"%s},
             "spec": {"minAvailable": 1%s}%s}
            """
                .formatted(metadata, spec, status),
            PodDisruptionBudget.class));
  }

  private static DisruptionBudgetState annotated(String label, String backstopOf) {
    return map(
        """
        , "labels": {"app.kubernetes.io/managed-by": "%s"},
        "annotations": {"spot-aware-scaler/backstop-of": "%s"}\
        """
            .formatted(label, backstopOf),
        "",
        "");
  }

  @Test
  void aBackstopSaysWhoseItIsWithoutOwnerReferencesToo() {
    DisruptionBudgetState backstop = annotated("spot-aware-scaler", "web/uid-web");
    assertThat(backstop.backstopOf()).contains(new OwnerReference("Deployment", "web", "uid-web"));
    assertThat(backstop.isBackstopOf(new DeploymentRef("shop", "web"))).isTrue();
    assertThat(backstop.isBackstopOf(new DeploymentRef("other", "web"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"helm", ""})
  void whatIsNotOursIsNone(String label) {
    assertThat(annotated(label, "web/uid-web").backstopOf()).isEmpty();
  }

  @Test
  void whatSaysNothingUsableIsNone() {
    assertThat(annotated("spot-aware-scaler", "web").backstopOf()).isEmpty();
    assertThat(map("", "", "").backstopOf()).isEmpty();
  }

  @Test
  void withoutASelectorItSelectsNothingAndIsNotInEffect() {
    DisruptionBudgetState none = map("", "", "");
    assertThat(none.selector()).isEqualTo(LabelSelector.nothing());
    assertThat(none.inEffect()).isFalse();
    assertThat(map("", ", \"selector\": {}", "").selector()).isEqualTo(LabelSelector.everything());
  }

  @Test
  void withoutAStatusItAllowsNothing() {
    assertThat(map("", "", "").disruptionsAllowed()).isZero();
    assertThat(map("", "", ", \"status\": {\"disruptionsAllowed\": 2}").disruptionsAllowed())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app=web", "app=web,tier in (api,front),!canary", "a!=b", "app"})
  void aSelectorIsWrittenAsItWasRead(String text) {
    LabelSelector selector = LabelSelector.parse(text);
    assertThat(SelectorMapper.map(SelectorMapper.unmap(selector))).isEqualTo(selector);
  }
}

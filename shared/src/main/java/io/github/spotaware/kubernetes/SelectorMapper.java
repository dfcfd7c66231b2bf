package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.selector.Operator;
import io.github.spotaware.selector.Requirement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** metav1.LabelSelector ↔ {@link LabelSelector}. */
final class SelectorMapper {
  private SelectorMapper() {}

  /** Upstream's rule: none selects nothing, an empty one selects everything. */
  static LabelSelector map(io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector) {
    if (selector == null) {
      return LabelSelector.nothing();
    }
    return LabelSelector.of(
        PodMapper.orEmpty(selector.getMatchLabels()),
        selector.getMatchExpressions().stream()
            .map(e ->
                new Requirement(
                    e.getKey(), Operator.ofApiName(e.getOperator()), Set.copyOf(e.getValues())))
            .toList());
  }

  /** One that selects the same. */
  static io.fabric8.kubernetes.api.model.LabelSelector unmap(LabelSelector selector) {
    LabelSelectorBuilder unmapped = new LabelSelectorBuilder();
    for (Requirement requirement : selector.requirements()) {
      if (requirement.operator() == Operator.IN && requirement.values().size() == 1) {
        unmapped.addToMatchLabels(requirement.key(), requirement.values().iterator().next());
      } else {
        unmapped
            .addNewMatchExpression()
            .withKey(requirement.key())
            .withOperator(requirement.operator().apiName())
            .addAllToValues(requirement.values())
            .endMatchExpression();
      }
    }
    return unmapped.build();
  }
}

package io.github.spotaware.webhook.admission;

import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.selector.Operator;
import io.github.spotaware.selector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A PodDisruptionBudget of a review → what it selects. */
final class BudgetFields {
  private BudgetFields() {}

  /**
   * Upstream's rule: none selects nothing, an empty one selects everything.
   *
   * @throws IllegalArgumentException where it is no selector, which the API server does not store
   *     either
   */
  static LabelSelector selector(JsonFields budget) throws JsonFields.WrongType {
    JsonFields selector = budget.object("spec").object("selector");
    if (selector.isAbsent()) {
      return LabelSelector.nothing();
    }
    List<Requirement> expressions = new ArrayList<>();
    for (JsonFields expression : selector.objects("matchExpressions")) {
      expressions.add(
          new Requirement(
              expression.text("key"),
              Operator.ofApiName(expression.text("operator")),
              Set.copyOf(expression.list("values"))));
    }
    return LabelSelector.of(selector.texts("matchLabels"), expressions);
  }
}

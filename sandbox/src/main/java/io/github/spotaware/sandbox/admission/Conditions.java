package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The matchConditions of a webhook, evaluated as the API server does (apiserver
 * admission/plugin/webhook/matchconditions/matcher.go): the first one that is false decides, then
 * one that failed.
 */
final class Conditions {
  private static final Cel CEL =
      CelFactory.standardCelBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("object", SimpleType.DYN)
          .addVar("oldObject", SimpleType.DYN)
          .addVar("request", SimpleType.DYN)
          .build();

  /** One of them. */
  private record Condition(String name, CelRuntime.Program program) {}

  /** A condition could not be evaluated. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String condition, CelEvaluationException cause) {
      super("matchCondition " + condition + ": " + cause.getMessage(), cause);
    }
  }

  private final List<Condition> all;

  private Conditions(List<Condition> all) {
    this.all = all;
  }

  /**
   * @throws IllegalArgumentException where one is no expression, which the API server refuses when
   *     the configuration is written
   */
  static Conditions compile(JsonNode conditions) {
    List<Condition> all = new ArrayList<>();
    for (JsonNode each : conditions) {
      String expression = each.path("expression").asText();
      try {
        all.add(
            new Condition(
                each.path("name").asText(), CEL.createProgram(CEL.compile(expression).getAst())));
      } catch (CelValidationException | CelEvaluationException e) {
        throw new IllegalArgumentException(
            "matchConditions: " + expression + ": " + e.getMessage(), e);
      }
    }
    return new Conditions(all);
  }

  /** Whether the webhook is to be asked. */
  boolean match(Review review) throws FailedException {
    if (all.isEmpty()) {
      return true;
    }
    Map<String, Object> variables = new HashMap<>();
    variables.put("object", value(review.object()));
    variables.put("oldObject", value(review.oldObject()));
    variables.put("request", value(review.request()));
    FailedException failed = null;
    for (Condition condition : all) {
      try {
        if (!Boolean.TRUE.equals(condition.program.eval(variables))) {
          return false;
        }
      } catch (CelEvaluationException e) {
        failed = new FailedException(condition.name, e);
      }
    }
    if (failed != null) {
      throw failed;
    }
    return true;
  }

  /** As CEL has it: whole numbers are longs, null is a value of its own. */
  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new HashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.forEach(item -> list.add(value(item)));
        yield list;
      }
      case BOOLEAN -> node.asBoolean();
      case NUMBER -> node.isIntegralNumber() ? (Object) node.asLong() : node.asDouble();
      case NULL, MISSING -> NullValue.NULL_VALUE;
      case STRING, BINARY, POJO -> node.asText();
    };
  }
}

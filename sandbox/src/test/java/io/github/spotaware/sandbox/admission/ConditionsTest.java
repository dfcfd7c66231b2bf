package io.github.spotaware.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.Codecs;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
  private static final Resource DEPLOYMENTS =
      new Resources(new Codecs(new Store(new VirtualTime(), new Chance(1), Trace.OFF)))
          .get("apps", "deployments");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object.spec.replicas == 1                                   | true
          object.spec.replicas == 2                                   | false
          has(object.spec.paused)                                     | false
          has(object.metadata) && has(object.metadata.labels)         | false
          oldObject == null                                           | true
          request.operation == "CREATE"                               | true
          request.userInfo.username.startsWith("system:")             | true
          request.userInfo.groups.exists(each, each == "a")           | true
          request.userInfo.username in ["x", "system:y"]              | true
          (has(object.spec) ? object.spec : {}) != {}                 | true
          """)
  void evaluates(String expression, boolean matches) throws Exception {
    assertThat(Conditions.compile(of(expression)).match(review())).isEqualTo(matches);
  }

  @Test
  void allHaveToHold() throws Exception {
    assertThat(Conditions.compile(of("true", "false")).match(review())).isFalse();
    assertThat(Conditions.compile(of("true", "true")).match(review())).isTrue();
    assertThat(Conditions.compile(of()).match(review())).isTrue();
  }

  @Test
  void oneThatIsFalseCountsMoreThanOneThatFails() throws Exception {
    assertThat(Conditions.compile(of("object.nothing.there", "false")).match(review())).isFalse();
    assertThatExceptionOfType(Conditions.FailedException.class)
        .isThrownBy(() -> Conditions.compile(of("object.nothing.there", "true")).match(review()));
  }

  @Test
  void whatIsNoExpressionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conditions.compile(of("object.")))
        .withMessageContaining("matchConditions");
  }

  private static ArrayNode of(String... expressions) {
    ArrayNode conditions = Json.array();
    for (String expression : expressions) {
      conditions.addObject().put("name", "each").put("expression", expression);
    }
    return conditions;
  }

  private static Review review() {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", "web");
    object.putObject("spec").put("replicas", 1);
    return new Review(
        "CREATE",
        DEPLOYMENTS,
        "",
        "default",
        "web",
        object,
        NullNode.instance,
        new User("system:y", List.of("a")),
        false,
        Json.object());
  }
}

package io.github.spotaware.sandbox.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodConditionsTest {

  @Test
  void saysItOnceAndLeavesWhatOthersWrote() throws Exception {
    ObjectNode fields =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"spec": {"nodeSelector": {"none": "such"}},
                 "status": {"conditions": [{"type": "Other", "status": "True"}]}}
                """);
    Map<String, JsonNode> applied = Map.of("someone", Json.object());

    Document once = PodConditions.unschedulable(pod(new Document(fields, applied)));
    Document twice = PodConditions.unschedulable(pod(once));

    assertThat(twice).isEqualTo(once);
    assertThat(twice.applied()).isEqualTo(applied);
    assertThat(twice.fields().at("/spec/nodeSelector/none").asText()).isEqualTo("such");
    assertThat(twice.fields().at("/status/conditions"))
        .extracting(each -> each.path("type").asText() + "=" + each.path("status").asText())
        .containsExactly("Other=True", "PodScheduled=False");
  }

  private static Pod pod(Document rest) {
    Meta meta = Meta.of(new Key("default", "a"), Map.of(), null).with(rest);
    return new Pod(
        meta, TemplateProjection.of(0, rest.fields()), null, PodPhase.PENDING, Meta.NEVER, 0);
  }
}

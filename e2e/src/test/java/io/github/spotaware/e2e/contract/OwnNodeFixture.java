package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.github.spotaware.e2e.controlplane.Nodes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Tests that do something to a node: each has one of its own, whose taint keeps the pods of others
 * away.
 */
abstract class OwnNodeFixture extends Contract {

  /** The taint. */
  private static final String OWN = "contract.example.com/own";

  @BeforeEach
  final void createNode() {
    var node = Nodes.node(node());
    node.setSpec(
        new NodeSpecBuilder()
            .addNewTaint()
            .withKey(OWN)
            .withEffect("NoSchedule")
            .endTaint()
            .build());
    client().resource(node).create();
    await(
        "the node to be Ready",
        () -> isReady(raw().get(nodePath()).body()) && taints().equals(List.of(OWN)));
  }

  @AfterEach
  final void deleteNode() {
    raw().delete(nodePath());
  }

  /** Its name. */
  final String node() {
    return namespace();
  }

  final String nodePath() {
    return clusterPath("v1", "nodes", node());
  }

  /** Members of a pod's spec, each followed by a comma, with which it runs there or nowhere. */
  final String onOwnNode(String... tolerations) {
    String more = tolerations.length == 0 ? "" : ", " + String.join(", ", tolerations);
    return """
    "nodeSelector": {"kubernetes.io/hostname": "%s"},
    "tolerations": [{"key": "%s", "operator": "Exists"}%s],
    """
        .formatted(node(), OWN, more);
  }

  /** Patches members of its spec; {@code OWN} stands for the taint that keeps others away. */
  final void patchNode(String spec) {
    String own = "{\"key\": \"%s\", \"effect\": \"NoSchedule\"}".formatted(OWN);
    RawAnswer patched =
        raw()
            .patch(
                nodePath(),
                RawClient.MERGE_PATCH,
                "{\"spec\": {" + spec.replace("OWN", own) + "}}");
    assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
  }

  /** The keys of its taints. */
  final List<String> taints() {
    return raw()
        .get(nodePath())
        .body()
        .at("/spec/taints")
        .valueStream()
        .map(taint -> taint.path("key").asText())
        .toList();
  }

  final void awaitReady(String pod) {
    await("pod " + pod + " to be Ready", () -> isReady(raw().get(pods(pod)).body()));
  }
}

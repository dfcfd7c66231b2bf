package io.github.spotaware.e2e.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.e2e.controlplane.KubeBinaries;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What installs into the embedded cluster reads kustomizations as kustomize does. */
final class KustomizationE2E {

  static Stream<String> kustomizations() {
    return Stream.of(
        "e2e/manifests", "k8s-manifests", "install/cert-manager", "install/self-signed");
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void rendersTheSameObjects(String folder) {
    Path root = ProjectRoot.find();
    Path kubectl = KubeBinaries.build(root).bin().resolve("kubectl");
    List<ObjectNode> wanted =
        new KubectlInstaller(new Kubectl(kubectl, root.resolve("none")))
            .render(root.resolve(folder));
    assertThat(wanted).hasSizeGreaterThan(10);
    assertThat(Kustomization.render(root.resolve(folder)))
        .map(KustomizationE2E::inOrder)
        .containsExactlyInAnyOrderElementsOf(
            wanted.stream().map(KustomizationE2E::inOrder).toList());
  }

  /**
   * Validating webhooks are called at the same time, so their order says nothing: kustomize puts
   * those that a patch adds first, the API server's own merge last.
   */
  private static ObjectNode inOrder(ObjectNode object) {
    if (object.path("kind").asText().equals("ValidatingWebhookConfiguration")) {
      List<JsonNode> webhooks = new ArrayList<>();
      object.path("webhooks").forEach(webhooks::add);
      webhooks.sort(Comparator.comparing(webhook -> webhook.path("name").asText()));
      object.putArray("webhooks").addAll(webhooks);
    }
    return object;
  }
}

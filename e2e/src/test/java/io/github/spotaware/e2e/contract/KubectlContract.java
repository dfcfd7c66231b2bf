package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.observe.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with kubectl, where it sends JSON and needs no schema. */
abstract class KubectlContract extends Contract {
  @TempDir private Path folder;

  @Test
  void getShowsObjects() {
    raw().post(configMaps(), Samples.labelled("a", "\"of\": \"this\""));
    raw().post(configMaps(), Samples.labelled("b", "\"of\": \"that\""));

    CommandResult json = kubectl("get", "configmap", "a", "--output=json").orThrow();
    assertThat(RawClient.parse(json.stdout()).at("/data/key").asText()).isEqualTo("value");
    assertThat(kubectl("get", "configmaps", "--selector=of=that", "--output=name").stdout())
        .isEqualTo("configmap/b\n");
    assertThat(kubectl("get", "cm", "--field-selector=metadata.name=a", "--output=name").stdout())
        .isEqualTo("configmap/a\n");
    assertThat(kubectl("get", "configmap", "a", "--output=jsonpath={.metadata.labels.of}").stdout())
        .isEqualToIgnoringNewLines("this");
    assertThat(kubectl("get", "configmap", "a").orThrow().stdout()).contains("NAME", "a");
    assertThat(kubectl("get", "configmap", "a", "--output=yaml").orThrow().stdout())
        .contains("key: value");
    assertThat(kubectl("get", "--raw", configMaps("a")).orThrow().stdout()).contains("\"value\"");

    CommandResult missing = kubectl("get", "configmap", "none");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.stderr())
        .isEqualTo("Error from server (NotFound): configmaps \"none\" not found\n");
  }

  @Test
  void labelAndAnnotate() {
    raw().post(configMaps(), Samples.configMap("a"));

    assertThat(kubectl("label", "configmap", "a", "of=this").orThrow().stdout())
        .isEqualTo("configmap/a labeled\n");
    kubectl("annotate", "configmap", "a", "note=some").orThrow();
    assertThat(raw().get(configMaps("a")).text("/metadata/labels/of")).isEqualTo("this");
    assertThat(raw().get(configMaps("a")).text("/metadata/annotations/note")).isEqualTo("some");

    assertThat(kubectl("label", "configmap", "a", "of=that").exitCode()).isEqualTo(1);
    kubectl("label", "--overwrite", "configmap", "a", "of=that").orThrow();
    kubectl("label", "--dry-run=server", "configmap", "a", "of-").orThrow();
    assertThat(raw().get(configMaps("a")).text("/metadata/labels/of")).isEqualTo("that");
    kubectl("label", "configmap", "a", "of-").orThrow();
    assertThat(raw().get(configMaps("a")).body().at("/metadata").has("labels")).isFalse();
  }

  @Test
  void scaleWritesTheCount() {
    createIdle("web", 1);

    assertThat(kubectl("scale", "deployment", "web", "--replicas=2").orThrow().stdout())
        .isEqualTo("deployment.apps/web scaled\n");
    kubectl("scale", "deployment", "web", "--replicas=5", "--dry-run=server").orThrow();
    CommandResult refused =
        kubectl("scale", "deployment", "web", "--replicas=3", "--current-replicas=7");

    assertThat(refused.stderr()).isEqualTo("error: Expected replicas to be 7, was 2\n");
    assertThat(raw().get(deployments("web")).number("/spec/replicas")).isEqualTo(2);
    assertThat(ManagedFields.owners(raw().get(deployments("web")), "f:replicas"))
        .containsExactly("kubectl Update scale");
    kubectl("scale", "deployment", "web", "--replicas=3", "--current-replicas=2").orThrow();
    assertThat(raw().get(deployments("web")).number("/spec/replicas")).isEqualTo(3);
  }

  @Test
  void patchIsSentAsItsType() {
    RawAnswer made = raw().post(deployments(), Samples.idleDeployment("web", 0));

    patch(
            "json",
            "[{'op': 'test', 'path': '/metadata/uid', 'value': '%s'},".formatted(made.uid())
                + " {'op': 'add', 'path': '/metadata/labels', 'value': {'by': 'json'}}]")
        .orThrow();
    assertThat(raw().get(deployments("web")).text("/metadata/labels/by")).isEqualTo("json");
    CommandResult refused =
        patch("json", "[{'op': 'test', 'path': '/metadata/uid', 'value': 'other'}]");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .contains("the server rejected our request due to an error in our request");

    String second =
        "{'spec': {'template': {'spec': {'containers': [{'name': 'two', 'image': 'two'}]}}}}";
    patch("strategic", second).orThrow();
    assertThat(containers()).isEqualTo(2);
    patch("merge", second).orThrow();
    assertThat(containers()).isEqualTo(1);
    // Or "patched": the controller may write the status in the same moment.
    assertThat(patch("merge", second).orThrow().stdout())
        .isIn("deployment.apps/web patched (no change)\n", "deployment.apps/web patched\n");
    assertThat(containers()).isEqualTo(1);
  }

  private CommandResult patch(String type, String patch) {
    return kubectl(
        "patch", "deployment", "web", "--type=" + type, "--patch=" + patch.replace('\'', '"'));
  }

  private int containers() {
    return raw().get(deployments("web")).body().at("/spec/template/spec/containers").size();
  }

  @Test
  void applyOnTheServersSide() throws IOException {
    Path file = write("web.json", Samples.idleDeployment("web", 1));

    assertThat(apply(file, "--server-side").orThrow().stdout())
        .isEqualTo("deployment.apps/web serverside-applied\n");
    assertThat(ManagedFields.owners(raw().get(deployments("web")), "f:replicas"))
        .containsExactly("kubectl Apply ");

    kubectl("scale", "deployment", "web", "--replicas=2").orThrow();
    CommandResult conflict = apply(file, "--server-side");
    assertThat(conflict.exitCode()).isEqualTo(1);
    assertThat(conflict.stderr()).contains("conflict with \"kubectl\" with subresource \"scale\"");
    apply(file, "--server-side", "--force-conflicts", "--field-manager=gitops").orThrow();
    assertThat(ManagedFields.owners(raw().get(deployments("web")), "f:replicas"))
        .containsExactly("gitops Apply ");
  }

  @Test
  void applyOnTheClientsSide() throws IOException {
    Path file = write("web.json", Samples.idleDeployment("web", 1));
    assertThat(apply(file).orThrow().stdout()).isEqualTo("deployment.apps/web created\n");
    assertThat(apply(file).orThrow().stdout()).isEqualTo("deployment.apps/web unchanged\n");

    Path changed = write("web.json", Samples.idleDeployment("web", 1).replace("main:1", "main:2"));
    assertThat(apply(changed, "--dry-run=server").orThrow().stdout()).contains("(server dry run)");
    assertThat(apply(changed).orThrow().stdout()).isEqualTo("deployment.apps/web configured\n");
    assertThat(raw().get(deployments("web")).text("/spec/template/spec/containers/0/image"))
        .isEqualTo("example.com/main:2");
    kubectl("replace", "--validate=false", "--filename=" + file).orThrow();
    kubectl("delete", "--filename=" + file).orThrow();
    assertThat(raw().get(deployments("web")).status()).isEqualTo(404);
  }

  private CommandResult apply(Path file, String... more) {
    List<String> all = new ArrayList<>(List.of("apply", "--validate=false", "--filename=" + file));
    all.addAll(List.of(more));
    return kubectl(all.toArray(String[]::new));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void deleteWaitsUntilItIsGone() {
    runPods("a", "b", "c");

    kubectl("delete", "pod", "a").orThrow();
    assertThat(raw().get(pods("a")).status()).isEqualTo(404);
    kubectl("delete", "pod", "b", "--wait=false").orThrow();
    assertThat(raw().get(pods("b")).terminating()).isTrue();
    kubectl("delete", "pod", "c", "--dry-run=server").orThrow();
    assertThat(raw().get(pods("c")).terminating()).isFalse();
    kubectl("delete", "pod", "c", "--force", "--grace-period=0").orThrow();
    assertThat(raw().get(pods("c")).status()).isEqualTo(404);
    kubectl("delete", "pod", "c", "--ignore-not-found").orThrow();
    assertThat(kubectl("delete", "pod", "c").exitCode()).isEqualTo(1);
  }

  private CommandResult kubectl(String... arguments) {
    return TestKubectl.run(cluster(), namespace(), arguments);
  }
}

package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.observe.CommandResult;
import org.junit.jupiter.api.Test;

/** What kubectl does with protobuf, and with the API server's schema. */
abstract class KubectlSchemaContract extends Contract {
  @Test
  void whatTheReadmeBeginsWith() {
    kubectl("create", "deployment", "web", "--image=example.com/web:1").orThrow();
    kubectl("expose", "deployment", "web", "--port=80").orThrow();
    assertThat(
            kubectl("rollout", "status", "deployment", "web", "--timeout=30s").orThrow().stdout())
        .endsWith("deployment \"web\" successfully rolled out\n");
    kubectl("wait", "deployment", "web", "--for=condition=Available", "--timeout=30s").orThrow();
    assertThat(kubectl("get", "pods", "--output=wide").orThrow().stdout()).contains("web-");
    assertThat(raw().get(path("v1", "services", "web")).text("/spec/selector/app"))
        .isEqualTo("web");

    CommandResult deleted = kubectl("delete", "deployment", "web").orThrow();
    assertThat(deleted.stdout()).startsWith("deployment.apps \"web\" deleted");
    assertThat(raw().get(deployments("web")).status()).isEqualTo(404);
  }

  /** The whole of them, as it is checked before it is stored. */
  @Test
  void theManifestsAreValid() {
    raw()
        .post(
            clusterPath("v1", "namespaces"),
            """
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "spot-scaling"}}
            """);

    CommandResult applied =
        TestKubectl.run(
            cluster(),
            "",
            "apply",
            "--dry-run=server",
            "--kustomize=" + ProjectRoot.find().resolve("k8s-manifests"));

    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(applied.stdout())
        .contains(
            "validatingwebhookconfiguration.admissionregistration.k8s.io/spot-aware-scaler"
                + " created (server dry run)");
  }

  @Test
  void whoMayWhat() {
    CommandResult denied =
        kubectl(
            "auth",
            "can-i",
            "patch",
            "deployments",
            "--as=system:serviceaccount:" + namespace() + ":nobody");

    assertThat(denied.stdout()).isEqualTo("no\n");
    assertThat(denied.exitCode()).isEqualTo(1);
    assertThat(kubectl("auth", "can-i", "patch", "deployments").stdout()).isEqualTo("yes\n");
  }

  private CommandResult kubectl(String... arguments) {
    return TestKubectl.run(cluster(), namespace(), arguments);
  }
}

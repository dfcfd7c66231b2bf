package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A ServiceAccount {@code robot} in the namespace of a test, and what is granted to it.
 *
 * @param admin who grants
 * @param namespace of the test; objects in no namespace have its name
 * @param client the ServiceAccount itself, by a token
 */
record TestAccount(RawClient admin, String namespace, RawClient client) {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";

  static TestAccount create(ContractCluster cluster, String namespace) {
    String accounts = "/api/v1/namespaces/" + namespace + "/serviceaccounts";
    cluster
        .raw()
        .post(
            accounts,
            """
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "robot"}}
            """);
    RawAnswer token =
        cluster
            .raw()
            .post(
                accounts + "/robot/token",
                """
                {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
                 "spec": {"expirationSeconds": 3600}}
                """);
    assertThat(token.status()).as(token.toString()).isEqualTo(201);
    assertThat(token.text("/status/expirationTimestamp")).isNotEmpty();
    return new TestAccount(
        cluster.raw(),
        namespace,
        RawClient.withToken(cluster.kubeconfig(), token.text("/status/token")));
  }

  /** Its user name. */
  String user() {
    return "system:serviceaccount:" + namespace + ":robot";
  }

  /**
   * Grants this by a Role, in the test's namespace; it counts a little later.
   *
   * @param rule JSON with single quotes
   */
  void grantByRole(String rule) {
    String role =
        make("namespaces/" + namespace + "/roles", "Role", "\"generateName\": \"r-\"", rule);
    bind("namespaces/" + namespace + "/rolebindings", "RoleBinding", "Role", role);
  }

  /** The same by a ClusterRole that is bound in the test's namespace. */
  void grantByClusterRoleHere(String rule) {
    makeClusterRole(rule);
    bind("namespaces/" + namespace + "/rolebindings", "RoleBinding", "ClusterRole", namespace);
  }

  /** The same by a ClusterRole that is bound in the cluster. */
  void grantByClusterRole(String rule) {
    makeClusterRole(rule);
    bind("clusterrolebindings", "ClusterRoleBinding", "ClusterRole", namespace);
  }

  /** Takes away what is in no namespace. */
  void revoke() {
    admin.delete(RBAC + "clusterrolebindings/" + namespace);
    admin.delete(RBAC + "clusterroles/" + namespace);
  }

  private void makeClusterRole(String rule) {
    make("clusterroles", "ClusterRole", "\"name\": \"" + namespace + "\"", rule);
  }

  private String make(String path, String kind, String name, String rule) {
    return post(
            path,
            """
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "%s", "metadata": {%s},
             "rules": [%s]}
            """
                .formatted(kind, name, rule.replace('\'', '"')))
        .text("/metadata/name");
  }

  private void bind(String path, String kind, String roleKind, String role) {
    post(
        path,
        """
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "%s", "metadata": {"name": "%s"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "%s", "name": "%s"},
         "subjects": [{"kind": "ServiceAccount", "name": "robot", "namespace": "%s"}]}
        """
            .formatted(kind, role, roleKind, role, namespace));
  }

  private RawAnswer post(String path, String body) {
    RawAnswer made = admin.post(RBAC + path, body);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made;
  }
}

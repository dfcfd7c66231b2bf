package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.contract.ReviewServer.Review;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ServiceAccounts with a token, and what Roles and ClusterRoles let them do. */
abstract class RbacContract extends AdmissionFixture {
  private TestAccount account;
  private RawClient robot;

  @BeforeEach
  void createServiceAccount() {
    account = TestAccount.create(cluster(), namespace());
    robot = account.client();
  }

  @AfterEach
  void revoke() {
    account.revoke();
  }

  @Test
  void withoutARightItIs403() {
    RawAnswer get = robot.get(configMaps("a"));
    RawAnswer list = robot.get(configMaps());

    assertStatus(get, 403, "Forbidden", "a", "configmaps");
    assertThat(get.message())
        .isEqualTo(
            "configmaps \"a\" is forbidden: User \"%s\" cannot get resource \"configmaps\" in API"
                    .formatted(account.user())
                + " group \"\" in the namespace \"%s\"".formatted(namespace()));
    assertThat(list.status()).isEqualTo(403);
    assertThat(list.message())
        .isEqualTo(
            "configmaps is forbidden: User \"%s\" cannot list resource \"configmaps\" in API"
                    .formatted(account.user())
                + " group \"\" in the namespace \"%s\"".formatted(namespace()));
    RawAnswer patch =
        robot.patch(deployments("web", "scale"), RawClient.MERGE_PATCH, "{\"spec\": {}}");
    assertThat(patch.message())
        .contains("cannot patch resource \"deployments/scale\" in API group \"apps\"");
    assertThat(robot.get(clusterPath("v1", "nodes")).message())
        .endsWith("cannot list resource \"nodes\" in API group \"\" at the cluster scope");
  }

  @Test
  void aTokenThatIsNoneIs401() {
    RawAnswer refused = RawClient.withToken(cluster().kubeconfig(), "garbage").get(configMaps());

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.reason()).isEqualTo("Unauthorized");
    assertThat(refused.message()).isEqualTo("Unauthorized");
  }

  @Test
  void aRoleGrantsItsVerbsInItsNamespace() {
    raw().post(configMaps(), Samples.configMap("a"));
    account.grantByRole(
        "{'apiGroups': [''], 'resources': ['configmaps'], 'verbs': ['get', 'create', 'patch']}");

    awaitStatus(configMaps("a"), 200);
    assertThat(robot.post(configMaps(), Samples.configMap("b")).status()).isEqualTo(201);
    assertThat(
            robot
                .patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"1\"}}")
                .status())
        .isEqualTo(200);
    assertThat(robot.get(configMaps("none")).status()).isEqualTo(404);
    assertThat(robot.get(configMaps()).status()).as("list").isEqualTo(403);
    assertThat(robot.get(configMaps() + "?watch=true").status()).as("watch").isEqualTo(403);
    assertThat(robot.put(configMaps("a"), Samples.configMap("a")).status()).isEqualTo(403);
    assertThat(robot.delete(configMaps("a")).status()).isEqualTo(403);
    assertThat(robot.delete(configMaps()).status()).isEqualTo(403);
    assertThat(robot.get("/api/v1/namespaces/default/configmaps/a").status()).isEqualTo(403);
    assertThat(robot.get(clusterPath("v1", "configmaps")).status()).isEqualTo(403);
    assertThat(robot.get(deployments("web")).status()).as("another kind").isEqualTo(403);
  }

  @Test
  void aRoleMayNameItsObjects() {
    raw().post(configMaps(), Samples.configMap("a"));
    raw().post(configMaps(), Samples.configMap("b"));
    account.grantByRole(
        "{'apiGroups': [''], 'resources': ['configmaps'], 'resourceNames': ['a'], 'verbs': ['*']}");

    awaitStatus(configMaps("a"), 200);
    assertThat(robot.get(configMaps("b")).status()).isEqualTo(403);
    assertThat(robot.get(configMaps()).status()).isEqualTo(403);
    assertThat(robot.get(configMaps() + ListContract.fields("metadata.name=a")).status())
        .as("a list of that name")
        .isEqualTo(200);
    assertThat(robot.post(configMaps(), Samples.configMap("c")).status()).isEqualTo(403);
    assertThat(robot.delete(configMaps("a")).status()).isEqualTo(200);
  }

  @Test
  void aSubresourceIsARightOfItsOwn() {
    createIdle("web", 1);
    account.grantByRole(
        "{'apiGroups': ['apps'], 'resources': ['deployments/scale'], 'verbs': ['*']}");

    awaitStatus(deployments("web", "scale"), 200);
    assertThat(robot.get(deployments("web")).status()).isEqualTo(403);
    assertThat(evict(robot, "none").status()).isEqualTo(403);

    account.grantByRole("{'apiGroups': [''], 'resources': ['pods/eviction'], 'verbs': ['create']}");
    await("the right to evict", () -> evict(robot, "none").status() == 404);
    assertThat(robot.get(pods()).status()).isEqualTo(403);
  }

  private RawAnswer evict(RawClient client, String pod) {
    return client.post(pods(pod, "eviction"), Samples.eviction(pod));
  }

  @Test
  void aClusterRoleBoundInANamespaceCountsThere() {
    account.grantByClusterRoleHere(
        "{'apiGroups': [''], 'resources': ['configmaps', 'nodes'], 'verbs': ['list']}");

    awaitStatus(configMaps(), 200);
    assertThat(robot.get("/api/v1/namespaces/default/configmaps").status()).isEqualTo(403);
    assertThat(robot.get(clusterPath("v1", "nodes")).status()).isEqualTo(403);
  }

  @Test
  void aClusterRoleBoundInTheClusterCountsEverywhere() {
    account.grantByClusterRole(
        "{'apiGroups': [''], 'resources': ['configmaps', 'nodes'], 'verbs': ['list']}");

    awaitStatus(configMaps(), 200);
    awaitStatus("/api/v1/namespaces/default/configmaps", 200);
    assertThat(robot.get(clusterPath("v1", "configmaps")).status()).isEqualTo(200);
    assertThat(robot.get(clusterPath("v1", "nodes")).status()).isEqualTo(200);
    account.revoke();
    awaitStatus(configMaps(), 403);
  }

  @Test
  void aReviewNamesTheServiceAccount() {
    account.grantByRole("{'apiGroups': [''], 'resources': ['configmaps'], 'verbs': ['create']}");
    validate(
        entry("a", WebhookEntry.rule("", "configmaps", "CREATE"))
            .when("request.userInfo.username == \"%s\"".formatted(account.user())));

    raw().post(configMaps(), Samples.configMap("by-us"));
    await("the right", () -> robot.post(configMaps(), Samples.configMap("a")).status() == 201);

    Review review = review("a");
    assertThat(review.text("/name")).isEqualTo("a");
    assertThat(review.text("/userInfo/username")).isEqualTo(account.user());
    assertThat(review.text("/userInfo/uid")).isNotEmpty();
    assertThat(review.request().at("/userInfo/groups").valueStream().map(g -> g.asText()))
        .containsExactlyInAnyOrder(
            "system:serviceaccounts",
            "system:serviceaccounts:" + namespace(),
            "system:authenticated");
  }

  /** What is not allowed is not reviewed. */
  @Test
  void rightsComeBeforeReviews() {
    validate(entry("a", WebhookEntry.rule("", "configmaps", "*")));

    assertThat(robot.post(configMaps(), Samples.configMap("a")).status()).isEqualTo(403);

    assertThat(reviews("a")).isEmpty();
  }

  @Test
  void itsManagerIsNamedAsAnyOthers() {
    account.grantByRole(
        "{'apiGroups': ['apps'], 'resources': ['deployments'], 'verbs': ['create']}");
    await(
        "the right",
        () ->
            robot.as("tool/1").post(deployments(), Samples.idleDeployment("web", 1)).status()
                == 201);

    assertThat(ManagedFields.owners(raw().get(deployments("web")), "f:replicas"))
        .containsExactly("tool Update ");
  }

  /** A right is seen a little later than it is there. */
  private void awaitStatus(String path, int status) {
    await(path + " to be " + status, () -> robot.get(path).status() == status);
  }
}

package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who owns a Deployment's count by its managedFields, and what server-side apply makes of that. */
abstract class OwnershipContract extends Contract {
  private static final String REPLICAS = "f:replicas";

  @BeforeEach
  void createIdleDeployment() {
    raw().as("maker/1").post(deployments(), Samples.idleDeployment("web", 1));
  }

  @Test
  void whoMadeItOwnsIt() {
    assertThat(owners()).containsExactly("maker Update ");
  }

  @Test
  void theLastToChangeItOwnsIt() {
    merge("first", 2);
    assertThat(owners()).containsExactly("first Update ");
    merge("second", 3);
    assertThat(owners()).containsExactly("second Update ");
    merge("third", 2);
    assertThat(owners()).containsExactly("third Update ");
  }

  @Test
  void toWriteTheSameLeavesNoTrace() {
    RawAnswer before = merge("first", 2);

    RawAnswer after = merge("second", 2);

    assertThat(owners()).containsExactly("first Update ");
    assertThat(after.generation()).isEqualTo(before.generation());
  }

  /** Where that owns nothing else; and it may lose its time. */
  @Test
  void toWriteTheSameThroughTheScaleLeavesItsOwner() {
    RawAnswer before = merge("first", 2);

    for (int i = 0; i < 2; i++) {
      raw()
          .patch(
              deployments("web", "scale") + "?fieldManager=second",
              RawClient.MERGE_PATCH,
              "{\"spec\": {\"replicas\": 2}}");
    }

    assertThat(owners()).containsExactly("first Update ");
    assertThat(get().generation()).isEqualTo(before.generation());
  }

  @Test
  void aWriteOfSomethingElseLeavesItsOwner() {
    merge("first", 2);

    raw()
        .patch(
            deployments("web") + "?fieldManager=second",
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");

    assertThat(owners()).containsExactly("first Update ");
  }

  @Test
  void everyWayToWriteItNamesItsWriter() {
    raw()
        .patch(
            deployments("web") + "?fieldManager=json",
            RawClient.JSON_PATCH,
            "[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 2}]");
    assertThat(owners()).containsExactly("json Update ");

    raw()
        .patch(
            deployments("web") + "?fieldManager=strategic",
            RawClient.STRATEGIC_PATCH,
            "{\"spec\": {\"replicas\": 3}}");
    assertThat(owners()).containsExactly("strategic Update ");

    raw().put(deployments("web") + "?fieldManager=put", Samples.idleDeployment("web", 4));
    assertThat(owners()).containsExactly("put Update ");

    raw()
        .patch(
            deployments("web", "scale") + "?fieldManager=scaler",
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": 5}}");
    assertThat(owners()).containsExactly("scaler Update scale");

    assertThat(apply("git", 6, true).status()).isEqualTo(200);
    assertThat(owners()).containsExactly("git Apply ");
  }

  @ParameterizedTest
  @CsvSource({"hpa/v1.36.3 (linux/amd64) kubernetes/abc, hpa", "someone, someone"})
  void withoutAFieldManagerItIsTheUserAgent(String userAgent, String manager) {
    raw()
        .as(userAgent)
        .patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 2}}");
    assertThat(owners()).containsExactly(manager + " Update ");

    raw()
        .as(userAgent)
        .put(
            deployments("web", "scale"),
            """
            {"apiVersion": "autoscaling/v1", "kind": "Scale",
             "metadata": {"name": "web", "namespace": "%s"}, "spec": {"replicas": 3}}
            """
                .formatted(namespace()));
    assertThat(owners()).containsExactly(manager + " Update scale");
  }

  @Test
  void anApplyMakesWhatIsNotThere() {
    RawAnswer made =
        raw()
            .patch(
                deployments("new") + "?fieldManager=git",
                RawClient.APPLY_PATCH,
                Samples.idleDeployment("new", 1));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.generation()).isEqualTo(1);
    assertThat(ManagedFields.owners(made, REPLICAS)).containsExactly("git Apply ");
  }

  @Test
  void anApplyOfTheSameCountSharesIt() {
    merge("first", 2);

    assertThat(apply("git", 2, false).status()).isEqualTo(200);

    assertThat(owners()).containsExactlyInAnyOrder("first Update ", "git Apply ");
    assertThat(get().generation()).isEqualTo(2);
  }

  @Test
  void anApplyOfAnotherCountIsAConflict() {
    merge("first", 2);

    RawAnswer refused = apply("git", 3, false);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("Conflict");
    assertThat(refused.message()).contains("conflict with \"first\"", ".spec.replicas");
    assertThat(refused.text("/details/causes/0/reason")).isEqualTo("FieldManagerConflict");
    assertThat(refused.text("/details/causes/0/field")).isEqualTo(".spec.replicas");
    assertThat(get().number("/spec/replicas")).isEqualTo(2);
  }

  @Test
  void anApplyByForceTakesIt() {
    merge("first", 2);

    assertThat(apply("git", 3, true).number("/spec/replicas")).isEqualTo(3);

    assertThat(owners()).containsExactly("git Apply ");
  }

  @Test
  void oneWhoAppliesChangesWhatIsItsOwn() {
    apply("git", 2, true);

    assertThat(apply("git", 3, false).number("/spec/replicas")).isEqualTo(3);
    merge("someone", 4);
    assertThat(owners()).containsExactly("someone Update ");
    assertThat(apply("git", 3, false).status()).isEqualTo(409);
  }

  /** A count that is not there is defaulted. */
  @Test
  void whatItsOnlyOwnerAppliesNoMoreIsTakenAway() {
    apply("git", 2, true);

    RawAnswer applied =
        raw()
            .patch(
                deployments("web") + "?fieldManager=git",
                RawClient.APPLY_PATCH,
                "{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\","
                    + " \"metadata\": {\"name\": \"web\"}}");

    assertThat(applied.number("/spec/replicas")).isEqualTo(1);
    assertThat(owners()).isEmpty();
  }

  @Test
  void anApplyNeedsAManagerAndAVersionThatHolds() {
    String body =
        "{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\", \"metadata\": {\"name\":"
            + " \"web\"%s}}";

    RawAnswer nameless = raw().patch(deployments("web"), RawClient.APPLY_PATCH, body.formatted(""));
    RawAnswer stale =
        raw()
            .patch(
                deployments("web") + "?fieldManager=git",
                RawClient.APPLY_PATCH,
                body.formatted(", \"resourceVersion\": \"1\""));

    assertThat(nameless.status()).isEqualTo(422);
    assertThat(nameless.text("/details/causes/0/field")).isEqualTo("fieldManager");
    assertThat(stale.status()).isEqualTo(409);
  }

  @Test
  void anApplyIsReadAsYaml() {
    RawAnswer applied =
        raw()
            .patch(
                deployments("web") + "?fieldManager=git&force=true",
                RawClient.APPLY_PATCH,
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {replicas: 3}
                """);

    assertThat(applied.number("/spec/replicas")).isEqualTo(3);
  }

  @Test
  void aDryRunChangesNoOwner() {
    RawAnswer dry =
        raw()
            .patch(
                deployments("web") + "?fieldManager=git&force=true&dryRun=All",
                RawClient.APPLY_PATCH,
                applied(3));

    assertThat(ManagedFields.owners(dry, REPLICAS)).containsExactly("git Apply ");
    assertThat(owners()).containsExactly("maker Update ");
  }

  private RawAnswer merge(String manager, int count) {
    return raw()
        .patch(
            deployments("web") + "?fieldManager=" + manager,
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": %d}}".formatted(count));
  }

  private RawAnswer apply(String manager, int count, boolean force) {
    return raw()
        .patch(
            deployments("web") + "?fieldManager=" + manager + "&force=" + force,
            RawClient.APPLY_PATCH,
            applied(count));
  }

  private static String applied(int count) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
     "spec": {"replicas": %d}}
    """
        .formatted(count);
  }

  private RawAnswer get() {
    return raw().get(deployments("web"));
  }

  private List<String> owners() {
    return ManagedFields.owners(get(), REPLICAS);
  }
}

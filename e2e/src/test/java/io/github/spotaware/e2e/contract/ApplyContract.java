package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Server-side apply of a Deployment's count. */
abstract class ApplyContract extends CountFixture {

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
}

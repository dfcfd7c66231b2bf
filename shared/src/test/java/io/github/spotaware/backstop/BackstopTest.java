package io.github.spotaware.backstop;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationBuilder;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.CreateBackstop;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.ProtocolWrite.PutBackstopInEffect;
import io.github.spotaware.surge.Step;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackstopTest {
  private static final LabelSelector WEB = LabelSelector.parse("app=web");
  private static final LabelSelector NOTHING = LabelSelector.nothing();

  private static Configuration on(UnaryOperator<ConfigurationBuilder> change) {
    return change.apply(Configuration.defaults().toBuilder().backstopPdb(true)).build();
  }

  private static Step next(Workloads workload, Duration seenFor) {
    return Backstop.next(workload.build(), on(c -> c), seenFor, NOW);
  }

  private static <T extends ProtocolWrite> T writes(Step step, Class<T> write) {
    return assertThat(step)
        .asInstanceOf(type(Step.Write.class))
        .extracting(Step.Write::write)
        .asInstanceOf(type(write))
        .actual();
  }

  @Test
  void isMadeUnderItsOwnName() {
    CreateBackstop create =
        writes(next(workload(pod("web-a")), Duration.ZERO), CreateBackstop.class);
    assertThat(create.name()).isEqualTo("spot-aware-web");
    assertThat(create.deployment().uid()).isEqualTo(DEPLOYMENT_UID);
  }

  @Test
  void getsItsSelectorOnceNoRequestIsLeftFromBeforeItWasMade() {
    Workloads made = workload(pod("web-a")).backstop(DEPLOYMENT_UID, NOTHING, 0);

    assertThat(next(made, Duration.ofSeconds(34)))
        .asInstanceOf(type(Step.Wait.class))
        .extracting(Step.Wait::recheckAt)
        .isEqualTo(Optional.of(NOW.plusSeconds(1)));
    assertThat(writes(next(made, Backstop.UNTIL_IN_EFFECT), PutBackstopInEffect.class).selector())
        .isEqualTo(WEB);
  }

  @Test
  void inEffectIsLeftAlone() {
    Workloads there = workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0);
    assertThat(next(there, Duration.ZERO)).isEqualTo(new Step.Done());
  }

  @Test
  void ofAPredecessorIsDeleted() {
    Workloads anew = workload(pod("web-a")).backstop("uid-before", WEB, 0);
    assertThat(writes(next(anew, Duration.ZERO), DeleteBackstop.class).backstop().uid())
        .isEqualTo("uid-backstop");
  }

  static Stream<Arguments> none() {
    UnaryOperator<ConfigurationBuilder> same = c -> c;
    return Stream.of(
        argumentSet(
            "off",
            workload(pod("web-a")),
            (UnaryOperator<ConfigurationBuilder>) c -> c.backstopPdb(false)),
        argumentSet(
            "dry-run",
            workload(pod("web-a")),
            (UnaryOperator<ConfigurationBuilder>) c -> c.dryRun(true)),
        argumentSet(
            "not labelled",
            workload(pod("web-a")).deployment(Deployments.web().unlabelled()),
            same),
        argumentSet(
            "terminating",
            workload(pod("web-a")).deployment(Deployments.web().terminating()),
            same),
        argumentSet("gone", workload(pod("web-a")).noDeployment(), same),
        argumentSet(
            "wants 2",
            workload(pod("web-a")).deployment(Deployments.web().replicas(2, "kubectl")),
            same),
        argumentSet(
            "cannot be surged",
            workload(pod("web-a")).deployment(Deployments.web().recreate()),
            same),
        argumentSet(
            "another budget selects its pod", workload(pod("web-a")).budget("own", "app", 1), same),
        argumentSet(
            "another budget will select its next pods",
            workload().budget("own", "app=web", 1),
            same),
        argumentSet(
            "its name is taken",
            workload(pod("web-a")).budget("spot-aware-web", "app=x", 1),
            same));
  }

  @ParameterizedTest
  @MethodSource("none")
  void isNotMadeOrDeletedWhere(Workloads workload, UnaryOperator<ConfigurationBuilder> change) {
    assertThat(Backstop.next(workload.build(), on(change), Duration.ZERO, NOW))
        .isEqualTo(new Step.Done());
    workload.backstop(DEPLOYMENT_UID, WEB, 0);
    writes(Backstop.next(workload.build(), on(change), Duration.ZERO, NOW), DeleteBackstop.class);
  }

  @Test
  void aBudgetOfOthersPodsDoesNotMatter() {
    Workloads other = workload(pod("web-a")).budget("theirs", "app=api", 1);
    writes(next(other, Duration.ZERO), CreateBackstop.class);
  }

  @Test
  void duringASurgeNoneIsMadeAndWhatThereIsStays() {
    assertThat(next(surged(pod("web-a"), pod("web-b")), Duration.ZERO)).isEqualTo(new Step.Done());
    assertThat(
            next(
                surged(pod("web-a"), pod("web-b")).backstop(DEPLOYMENT_UID, WEB, 1), Duration.ZERO))
        .isEqualTo(new Step.Done());
  }

  @Test
  void duringASurgeItMakesWayAllTheSame() {
    Workloads met =
        surged(pod("web-a"), pod("web-b"))
            .backstop(DEPLOYMENT_UID, WEB, 1)
            .budget("own", "app=web", 1);
    writes(next(met, Duration.ZERO), DeleteBackstop.class);
  }

  @Test
  void aLongNameEndsInAHash() {
    String name = "a".repeat(253);
    assertThat(BackstopName.of(new DeploymentRef("shop", name)))
        .startsWith("spot-aware-aaa")
        .hasSizeLessThanOrEqualTo(253)
        .isNotEqualTo(BackstopName.of(new DeploymentRef("shop", "a".repeat(252) + "b")));
  }
}

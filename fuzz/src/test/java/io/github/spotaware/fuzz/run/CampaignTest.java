package io.github.spotaware.fuzz.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.fuzz.input.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks of the checker: what is broken is found, told, and found again by what was told. */
class CampaignTest {
  private static final Campaign CAMPAIGN = new Campaign(7, 2, Duration.ofSeconds(10));

  /** Lists of numbers below 100; each change is one number more. */
  private record Numbers(Function<List<Integer>, Outcome> judge) implements Kind<List<Integer>> {
    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public List<Integer> base(Draw draw) {
      return List.of();
    }

    @Override
    public List<Integer> changed(List<Integer> input, Draw draw) {
      List<Integer> more = new ArrayList<>(input);
      more.add(draw.below(100));
      return more;
    }

    @Override
    public Outcome judge(List<Integer> input) {
      return judge.apply(input);
    }

    @Override
    public String shown(List<Integer> input) {
      return input.toString();
    }
  }

  private static Outcome failing(List<Integer> input) {
    if (input.contains(42)) {
      throw new IllegalStateException("broken");
    }
    return input.size() > 3 ? new Outcome.Rejected("too many") : new Outcome.Accepted();
  }

  @Test
  void whatThrowsIsWrongAndToldWithTheLeastThatDoes() {
    Tally tally = CAMPAIGN.run(new Numbers(CampaignTest::failing), 0, 2_000);

    assertThat(tally.accepted()).isPositive();
    assertThat(tally.rejected()).isPositive();
    assertThat(tally.failures())
        .isNotEmpty()
        .allSatisfy(failure ->
            assertThat(failure)
                .contains("IllegalStateException: broken", "-Dfuzz.seed=7 -Dfuzz.only=numbers:")
                .endsWith("with 1 changes: [42]"));
  }

  @Test
  void whatWasToldFindsItAgain() {
    String failure =
        CAMPAIGN.run(new Numbers(CampaignTest::failing), 0, 2_000).failures().getFirst();
    long index =
        Long.parseLong(
            failure
                .lines()
                .filter(line -> line.contains("numbers:"))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .collect(Collectors.joining()));

    Tally again = CAMPAIGN.run(new Numbers(CampaignTest::failing), index, 1);

    assertThat(again.failures()).containsExactly(failure);
  }

  @Test
  void whatOverflowsTheStackIsWrong() {
    Tally tally = CAMPAIGN.run(new Numbers(CampaignTest::deep), 0, 3);
    assertThat(tally.failures()).hasSize(3).allMatch(each -> each.contains("StackOverflowError"));
  }

  private static Outcome deep(List<Integer> input) {
    List<Integer> more = new ArrayList<>(input);
    more.add(1);
    return more.size() > 1_000_000 ? new Outcome.Accepted() : deep(List.copyOf(input));
  }

  @Test
  void whatDoesNotEndIsToldWithWhereItIs() {
    CountDownLatch never = new CountDownLatch(1);
    Kind<List<Integer>> kind =
        new Numbers(input -> {
          if (input.contains(42)) {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return new Outcome.Accepted();
        });

    Tally tally = new Campaign(7, 2, Duration.ofMillis(200)).run(kind, 0, 2_000);
    never.countDown();

    assertThat(tally.failures())
        .isNotEmpty()
        .allMatch(failure -> failure.contains("no end after") && failure.contains("await"));
  }

  @Test
  void aSeedMeansTheSameInputsEachTime() {
    assertThat(inputs(1)).isEqualTo(inputs(1)).isNotEqualTo(inputs(2));
    assertThat(inputs(1).stream().distinct().count()).isGreaterThan(150);
  }

  private static List<String> inputs(long seed) {
    ConcurrentLinkedQueue<String> inputs = new ConcurrentLinkedQueue<>();
    var _ =
        new Campaign(seed, 2, Duration.ofSeconds(10))
            .run(
                new Numbers(input -> {
                  inputs.add(input.toString());
                  return new Outcome.Accepted();
                }),
                0,
                300);
    return inputs.stream().sorted().toList();
  }
}

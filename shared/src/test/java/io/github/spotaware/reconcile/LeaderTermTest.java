package io.github.spotaware.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaderTermTest {
  private static final long LEASE = LeaderTerm.LEASE.toNanos();
  private final LeaderTerm term = new LeaderTerm();

  @Test
  void nobodyLeadsBeforeTheLeaseIsWritten() {
    assertThat(term.leads(0)).isFalse();
  }

  @Test
  void itLeadsForALeaseFromBeforeTheRequest() {
    term.written(5, true);
    assertThat(term.leads(5 + LEASE - 1)).isTrue();
    assertThat(term.leads(5 + LEASE)).isFalse();
  }

  @Test
  void aRenewalProlongsIt() {
    term.written(5, true);
    term.written(100, true);
    assertThat(term.leads(100 + LEASE - 1)).isTrue();
  }

  @Test
  void itEndsWhenLostOrGivenAway() {
    term.written(5, true);
    term.lost();
    assertThat(term.leads(6)).isFalse();
    term.written(7, true);
    term.written(8, false);
    assertThat(term.leads(9)).isFalse();
  }
}

package io.github.spotaware.webhook.server;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls that are not answered yet, answers in the midst of being written included. */
final class InFlight {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int calls;

  void enter() {
    lock.lock();
    try {
      calls++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      calls--;
      if (calls == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  int count() {
    lock.lock();
    try {
      return calls;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until none is left.
   *
   * @return false when the time ran out first
   */
  boolean awaitNone(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (calls > 0) {
        if (left <= 0) {
          return false;
        }
        left = none.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}

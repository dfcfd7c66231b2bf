package io.github.spotaware.schedule;

/**
 * A schedule that this version cannot read: a later version wrote it, or somebody edited it. It is
 * a surge all the same, which only others can drive: what it says is not guessed, and no second
 * schedule is made beside it.
 *
 * @param why names the key, the value and what is allowed
 */
public record UnreadableSchedule(String name, String uid, String why) {}

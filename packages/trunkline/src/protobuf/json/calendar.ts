// The date of a day by arithmetic alone. ProtoJSON "Timestamp".

/** From 0000-03-01, with which the years of the sum below begin, to 1970-01-01, in days. */
const DAYS_TO_1970 = 719_468;

/** 400 years, after which the calendar repeats itself, in days. */
const DAYS_OF_ERA = 146_097;

/**
 * The date that is `days` after 1970-01-01, as one number: year * 10,000 + month * 100 + day. Years begin in March
 * here, so that the leap day is their last.
 */
export function dateOf(days: number): number {
  const all = days + DAYS_TO_1970;
  const era = Math.floor(all / DAYS_OF_ERA);
  const dayOfEra = all - era * DAYS_OF_ERA;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const leapYears = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + leapYears);
  // From March on months have 31, 30, 31, 30, 31 days, and so again: 153 days in five of them.
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0);
  return year * 10_000 + (month < 10 ? month + 3 : month - 9) * 100 + day;
}

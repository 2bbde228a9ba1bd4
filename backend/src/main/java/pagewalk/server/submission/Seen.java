package pagewalk.server.submission;

import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.server.account.Person;
import pagewalk.server.assignment.DueDates;

/** How much of a submission somebody sees, and the due dates that decided it. */
record Seen(Audience audience, DueDates dates) {

    static Seen by(Person me, Submission row, DueDates dates) {
        return me.isInstructor() ? byStaff(dates) : byStudent(row, dates);
    }

    static Seen byStaff(DueDates dates) {
        return new Seen(Audience.STAFF, dates);
    }

    static Seen byStudent(Submission row, DueDates dates) {
        return new Seen(dates.student(row.lab), dates);
    }
}

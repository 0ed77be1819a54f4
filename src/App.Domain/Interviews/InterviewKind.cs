namespace App.Domain.Interviews;

/// <summary>What an interview is, as far as its entry tells.</summary>
public enum InterviewKind
{
    /// <summary>None of the others, or nothing of it can be told.</summary>
    Other = 0,

    /// <summary>First contact, by telephone or video.</summary>
    PhoneScreen = 1,

    /// <summary>A skill is shown: coding, a case, a portfolio, a lesson.</summary>
    Technical = 2,

    /// <summary>At the company's place, or a day of several parts.</summary>
    Onsite = 3,

    /// <summary>Several interviewers together.</summary>
    Panel = 4,

    /// <summary>The last round, or with those who decide.</summary>
    Final = 5,

    /// <summary>With HR, about the person or the conditions.</summary>
    Hr = 6,
}

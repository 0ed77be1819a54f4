using System.ComponentModel;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>Someone of the hiring side, as the applicant system knows her.</summary>
public sealed record HiringPerson(
    [property: Description("Name.")] string Name,
    [property: Description("Address.")] string? Email = null,
    [property: Description("Id in the applicant system.")] string? Id = null);

/// <summary>A candidate.</summary>
public sealed record HiringCandidate(
    [property: Description("Id in the applicant system.")] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("Address.")] string? Email = null,
    [property: Description("Telephone number.")] string? Phone = null,
    [property: Description("Where she lives.")] string? Location = null,
    [property: Description("Her page in the applicant system.")] string? Link = null);

/// <summary>A job.</summary>
public sealed record HiringJob(
    [property: Description("Id in the applicant system.")] string Id,
    [property: Description("Title.")] string Title,
    [property: Description("Department.")] string? Department = null,
    [property: Description("Where it is done.")] string? Location = null,
    [property: Description("Its page in the applicant system.")] string? Link = null);

/// <summary>A candidate's application for a job.</summary>
public sealed record HiringApplication(
    [property: Description("Id in the applicant system.")] string Id,
    [property: Description("Stage it is in.")] string? Stage = null,
    [property: Description("Where it came from, such as a job board.")] string? Source = null,
    [property: Description("When it was handed in.")] Instant? AppliedAt = null,
    [property: Description("Its page in the applicant system.")] string? Link = null);

/// <summary>An interview.</summary>
public sealed record HiringInterview(
    [property: Description("Id in the applicant system.")] string Id,
    [property: Description("When it begins.")] Instant Start,
    [property: Description("When it ends.")] Instant End,
    [property: Description("What it is called.")] string? Title = null,
    [property: Description("Time zone in which it was agreed (IANA).")] string? TimeZone = null,
    [property: Description("Who interviews.")] IReadOnlyList<HiringPerson>? Interviewers = null,
    [property: Description("The place.")] string? Place = null,
    [property: Description("Link to the meeting.")] string? Link = null,
    [property: Description("The booking, where it was booked here.")] Guid? BookingId = null);

/// <summary>An offer.</summary>
public sealed record HiringOffer(
    [property: Description("Id in the applicant system.")] string Id,
    [property: Description("First day of work.")] LocalDate? StartDate = null,
    [property: Description("Salary for a year.")] decimal? Salary = null,
    [property: Description("Currency of the salary (ISO 4217).")] string? Currency = null,
    [property: Description("Until when it can be accepted.")] Instant? ExpiresAt = null,
    [property: Description("Its page in the applicant system.")] string? Link = null);

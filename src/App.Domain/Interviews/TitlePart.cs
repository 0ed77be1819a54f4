namespace App.Domain.Interviews;

/// <param name="HasJob">An occupation is in it.</param>
/// <param name="AfterCompanyWord">It stands after "at", "bei", "with".</param>
internal sealed record TitlePart(string Text, bool HasJob, bool AfterCompanyWord);

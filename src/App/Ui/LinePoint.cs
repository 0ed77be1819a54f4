namespace App.Ui;

/// <summary>Where two lines are at a moment; null: there is no value, and nothing is drawn.</summary>
/// <param name="At">In the viewer's zone.</param>
public sealed record LinePoint(DateTime At, double? First, double? Second);

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class BlocksAndMarks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LaidOutBy",
                table: "TimeBlocks",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LaidOutTo",
                table: "TimeBlocks",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "EventMarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CalendarId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ExternalKey = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true),
                    Purpose = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EventMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EventMarks_Calendars_CalendarId",
                        column: x => x.CalendarId,
                        principalTable: "Calendars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TimeBlocks_LaidOutTo",
                table: "TimeBlocks",
                column: "LaidOutTo");

            migrationBuilder.CreateIndex(
                name: "IX_EventMarks_CalendarId_ExternalKey",
                table: "EventMarks",
                columns: new[] { "CalendarId", "ExternalKey" },
                unique: true,
                filter: "[ExternalKey] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EventMarks");

            migrationBuilder.DropIndex(
                name: "IX_TimeBlocks_LaidOutTo",
                table: "TimeBlocks");

            migrationBuilder.DropColumn(
                name: "LaidOutBy",
                table: "TimeBlocks");

            migrationBuilder.DropColumn(
                name: "LaidOutTo",
                table: "TimeBlocks");
        }
    }
}
